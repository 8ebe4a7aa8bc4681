"""The page on which one waits until a file is read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from files import line
from files.models import Upload
from tests.factories.forum import UserFactory

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def person(db):
    return UserFactory()


@pytest.fixture
def web(client_for, person):
    return client_for(person)


def hand_in(by, name="rapport.docx") -> Upload:
    return line.hand_in(
        purpose="test", about={"is": Upload.objects.count()}, filename=name, content=b"x", back="/back/", by=by
    )


def address(upload: Upload) -> str:
    return f"/en/uploads/{upload.pk}/"


def ended(upload: Upload, **values) -> None:
    Upload.objects.filter(pk=upload.pk).update(finished_at=timezone.now(), **values)


def test_the_page_says_how_many_are_before_it(web, person):
    for _number in range(2):
        hand_in(UserFactory())
    html = web.get(address(hand_in(person))).content.decode()
    assert "Your file is waiting: 2 files are ahead of it." in html
    assert re.search(r"<a [^>]*>\s*Refresh\s*</a>", html)


def test_the_more_files_are_before_it_the_less_often_the_page_looks(web, person):
    uploads = [hand_in(person) for _number in range(7)]
    looks = [re.search(r'hx-trigger="every (\d+)s"', web.get(address(one)).content.decode())[1] for one in uploads]
    assert looks == ["2", "4", "6", "8", "10", "10", "10"]


def test_the_page_says_that_the_file_is_read(web, person):
    upload = hand_in(person)
    line.claim()
    assert "Your file is being read." in web.get(address(upload)).content.decode()


def test_a_script_gets_only_what_has_changed(web, person):
    upload = hand_in(person)
    first = web.get(address(upload), headers=SCRIPT)
    assert "Your file is next." in first.content.decode()
    seen = {"seen": "waiting-0-False"}
    assert f'name="seen" value="{seen["seen"]}"' in first.content.decode()
    assert web.get(address(upload), seen, headers=SCRIPT).status_code == 204
    line.claim()
    assert "Your file is being read." in web.get(address(upload), seen, headers=SCRIPT).content.decode()


def test_what_is_read_leads_on_with_a_script_and_without(web, person):
    upload = hand_in(person)
    ended(upload, state="read", next="/en/there/")
    answers = [web.get(address(upload)), web.get(address(upload), headers=SCRIPT)]
    assert [(one.status_code, one.headers.get("Location"), one.headers.get("HX-Redirect")) for one in answers] == [
        (302, "/en/there/", None),
        (200, None, "/en/there/"),
    ]


def test_a_refusal_is_shown_with_the_way_back(web, person):
    upload = hand_in(person)
    ended(upload, state="refused", refusal="The file is damaged.")
    assert web.get(address(upload), headers=SCRIPT).headers["HX-Refresh"] == "true"
    html = web.get(address(upload)).content.decode()
    assert "<title>Error: Your file was not read" in html
    assert "The file is damaged." in html
    assert 'href="/back/"' in html
    assert "hx-get" not in html


def test_when_nothing_moves_the_page_says_so(web, person):
    upload = hand_in(person)
    Upload.objects.update(sent_at=timezone.now() - timedelta(minutes=4))
    assert "Reading has not started" in web.get(address(upload)).content.decode()
    ended(hand_in(UserFactory()), state="read", started_at=timezone.now())
    assert "Reading has not started" not in web.get(address(upload)).content.decode()


def test_it_is_there_for_who_handed_it_in_alone(client_for, person):
    upload = hand_in(person)
    for other in (UserFactory(), UserFactory(secretariat=True)):
        assert client_for(other).get(address(upload)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_page(web, person, django_assert_num_queries, number):
    for _each in range(number):
        upload = hand_in(person)
    with django_assert_num_queries(5):
        web.get(address(upload))


def test_what_is_read_leads_on_in_the_language_in_which_the_person_reads_by_now(web, person):
    upload = hand_in(person)
    ended(upload, state="read", next="/en/reports/")
    assert web.get(f"/fr/uploads/{upload.pk}/").headers["Location"] == "/fr/reports/"
