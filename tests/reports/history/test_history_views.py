"""The earlier versions of an answer."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from coediting import rendering
from forum.roles import Role
from reports.answers import documents
from reports.models import Answer, AnswerAuthor, AnswerRevision, LastVisit, Report
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.together import write
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db
ADDRESS = "/en/reports/FRA/2023/answers/key_results/fr/"


@pytest.fixture
def client(client_for, writer):
    return client_for(writer)


@pytest.fixture
def answer(report, writer):
    return with_versions(
        AnswerFactory(report=report, value=text("We trained 30 people in the north."), changed_by=writer), 1
    )


def with_versions(answer, count):
    for number in range(1, count + 1):
        AnswerRevision.objects.create(
            answer=answer,
            number=number,
            value=text(f"We trained {number} people in the north."),
            channel="import",
            changed_at=answer.changed_at,
            changed_by=UserFactory(name=f"Person {number}"),
        )
    answer.revision = count + 1
    answer.save()
    return answer


def standing(answer):
    answer.refresh_from_db()
    kept = list(answer.revisions.order_by("number").values_list("number", "value"))
    return answer.value, answer.revision, kept


@pytest.mark.parametrize("count", [1, 3])
def test_the_history_takes_the_same_queries_however_long_it_is(client, report, count, django_assert_num_queries):
    with_versions(AnswerFactory(report=report), count)

    # …, report, whose turn, its content (7), versions (2), their authors, the last visit, what was frozen, the text
    with django_assert_num_queries(18):
        html = client.get(ADDRESS).content.decode()

    assert len(re.findall(r'<li id="version-\d+">', html)) == count + 1


def said(html: str) -> str:
    """The words of a piece of the page, hidden ones too."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def line(html: str, number: int) -> str:
    """The words of a version in the list."""
    return said(html.split(f'<li id="version-{number}">')[1].split("</li>")[0])


def comparison(html: str) -> str:
    return said(html.split('id="comparison"')[1].split("<details")[0].partition(">")[2])


def at(answer) -> str:
    return date_format(timezone.localtime(answer.changed_at), "H:i")


def test_each_version_tells_its_authors_time_channel_and_words(client, answer, writer):
    AnswerAuthor.objects.create(answer=answer, revision=answer.revisions.get(), user=UserFactory(name="Ada"))

    html = client.get(ADDRESS).content.decode()

    assert line(html, 2) == (
        f"older version 2 newer version 2 Now {at(answer)} · Focal point written here · 1 new word, 1 word gone"
    )
    assert line(html, 1) == (
        f"older version 1 newer version 1 Version 1 {at(answer)} · Ada, Person 1 imported from a file"
        " · 7 new words, 0 words gone"
    )
    assert '<h3 class="h4 timeline-day">' in html


def test_what_was_written_over_some_time_tells_from_when_to_when(client, answer):
    end = timezone.make_aware(datetime(2026, 11, 24, 14, 15))
    answer.revisions.update(began_at=end - timedelta(minutes=13), changed_at=end)

    assert "Version 1 14:02 to 14:15 · Person 1" in line(client.get(ADDRESS).content.decode(), 1)


def test_the_newest_version_is_compared_with_the_one_before_it(client, answer):
    html = client.get(ADDRESS).content.decode()

    assert "Compared: version 1 and version 2 (now)" in comparison(html)
    assert "We trained [removed: 1] [added: 30] people in the north." in comparison(html)
    assert "Bring version 1 back" in html


def test_any_two_versions_are_compared(client, report):
    with_versions(AnswerFactory(report=report, value=text("We trained 30 people in the north.")), 3)

    html = client.get(f"{ADDRESS}?from=1&to=3").content.decode()
    backwards = client.get(f"{ADDRESS}?from=3&to=1").content.decode()

    assert "Compared: version 1 and version 3" in comparison(html)
    assert "We trained [removed: 1] [added: 3] people" in comparison(html)
    assert comparison(html) == comparison(backwards)
    picked = re.findall(r'name="(from|to)" value="(\d)" checked', html)
    assert picked == [("to", "3"), ("from", "1")]


def test_a_version_on_another_page_of_the_list_is_compared(client, report):
    with_versions(AnswerFactory(report=report), 33)

    first = client.get(f"{ADDRESS}?from=1&to=2").content.decode()
    last = client.get(f"{ADDRESS}?page=2").content.decode()

    assert "Compared: version 1 and version 2" in comparison(first)
    assert re.findall(r'<li id="version-(\d+)">', first) == [str(number) for number in range(34, 4, -1)]
    assert re.findall(r'<li id="version-(\d+)">', last) == ["4", "3", "2", "1"]
    assert "1 new word, 1 word gone" in line(last, 4)


def test_what_changed_since_the_last_visit(client, answer, writer, report):
    now = timezone.now()
    answer.revisions.update(began_at=now - timedelta(days=3), changed_at=now - timedelta(days=3))
    Answer.objects.update(began_at=now - timedelta(hours=2), changed_at=now)
    LastVisit.objects.create(user=writer, report=report, section="overall", seen_at=now - timedelta(days=1))

    html = client.get(f"{ADDRESS}?from=visit").content.decode()

    assert "Compared: version 1 and version 2 (now)" in comparison(html)
    assert "Since you were last here," in comparison(html)
    assert "Somebody was writing just then" not in comparison(html)
    Answer.objects.update(began_at=now - timedelta(days=2))
    assert "Somebody was writing just then" in comparison(client.get(f"{ADDRESS}?from=visit").content.decode())


def test_what_changed_since_the_text_was_signed(client_for):
    way = Way(groups=0).to(Stage.PUBLISHED)
    correction = way.do("correct", comment=REASON)
    Answer.objects.filter(slot__question="key_results", slot__report=correction).update(
        value=text("Le plan national est suspendu."), revision=2
    )

    html = client_for(way.focal_point).get(f"{ADDRESS}?from=frozen").content.decode()

    assert "Compared: the signed text and version 2 (now)" in comparison(html)
    assert "Le plan national est [removed: appliqué] [added: suspendu] ." in comparison(html)
    assert "Bring version" not in html


@pytest.mark.parametrize(
    "query", ["from=9", "from=x", "to=9", "from=1&to=visit", "from=²", "from=visit", "from=frozen"]
)
def test_versions_that_there_are_not_are_not_compared(client, answer, query):
    assert client.get(f"{ADDRESS}?{query}").status_code == 404


def test_an_earlier_version_is_brought_back_and_the_one_it_replaced_is_kept(client, answer):
    response = client.post(f"{ADDRESS}restore/", {"number": "1", "seen": "2"}, follow=True)

    assert "The earlier version stands again." in response.content.decode()
    assert standing(answer) == (
        text("We trained 1 people in the north."),
        3,
        [(1, text("We trained 1 people in the north.")), (2, text("We trained 30 people in the north."))],
    )


def test_a_version_is_not_brought_back_over_one_that_was_not_seen(client, answer):
    Answer.objects.update(value=text("Newest"), revision=3)

    response = client.post(f"{ADDRESS}restore/", {"number": "1", "seen": "2"}, follow=True)

    assert "Somebody has just changed this answer." in response.content.decode()
    assert standing(answer)[:2] == (text("Newest"), 3)


def test_the_original_language_is_put_right(client, report, answer):
    AnswerFactory(report=report, language="en", is_original=False)

    english = "/en/reports/FRA/2023/answers/key_results/en/"
    before = client.get(english).content.decode()
    client.post(f"{english}original/")

    assert "Make English the original" in before
    assert dict(report.answers.values_list("language", "is_original")) == {"fr": False, "en": True}
    assert "The original of this answer is in English." in client.get(english).content.decode()


@pytest.mark.parametrize("sent", [{}, {"number": "x", "seen": "2"}, {"number": "1"}])
def test_what_says_nothing_is_refused(client, answer, sent):
    assert client.post(f"{ADDRESS}restore/", sent).status_code == 400


def test_a_version_that_there_is_not(client, answer):
    assert client.post(f"{ADDRESS}restore/", {"number": "9", "seen": "2"}).status_code == 404


@pytest.mark.parametrize("name,language", [("weather", "fr"), ("key_results", "en"), ("next_steps", "fr")])
def test_an_answer_that_there_is_not(client, answer, name, language):
    assert client.get(f"/en/reports/FRA/2023/answers/{name}/{language}/").status_code == 404


def test_an_answer_without_earlier_versions_says_when_one_is_kept(client, report):
    AnswerFactory(report=report)

    assert "No earlier version is kept." in client.get(ADDRESS).content.decode()


def test_choices_have_a_history_too(client, report):
    answer = AnswerFactory(report=report, question="mechanism_useful", language="", value="yes", revision=2)
    AnswerRevision.objects.create(answer=answer, number=1, value="no", channel="browser", changed_at=answer.changed_at)

    html = client.get("/en/reports/FRA/2023/answers/mechanism_useful/en/").content.decode()

    assert "[removed: No] [added: Yes]" in comparison(html)


def test_the_secretariat_reads_the_history_and_brings_nothing_back(client_for, answer):
    client = client_for(UserFactory(secretariat=True))

    assert "Bring version" not in client.get(ADDRESS).content.decode()
    assert client.post(f"{ADDRESS}restore/", {"number": "1", "seen": "2"}).status_code == 403
    assert client.post(f"{ADDRESS}original/").status_code == 403


def test_an_observer_reads_the_report_and_not_what_it_said_before(client_for, report, answer):
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    observer = client_for(UserFactory(holds=(Role.OBSERVER, report.country, None)))
    reader = client_for(UserFactory(holds=(Role.REVIEWER, report.country, None)))
    assert [one.get(ADDRESS).status_code for one in (observer, reader)] == [403, 200]


# --- whose words


WORDS = f"{ADDRESS}words/"


def test_each_stretch_of_a_text_written_together_tells_its_author(client, report, writer):
    AnswerFactory(report=report, value=text("Nous avons formé des agents."), changed_by=writer)
    found = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=writer)
    write(found, text("Nous avons formé trente agents."), by=UserFactory(name="Ada"))

    html = client.get(WORDS).content.decode()

    legend = [said(one) for one in re.findall(r'<li class="person-\d+">(.*?)</li>', html, re.DOTALL)]
    assert legend == ["1 Focal point 4 words, 80 %", "2 Ada 1 word, 20 %"]
    body = said(html.split('<div class="reading whose"')[1].split("</div>")[0].partition(">")[2])
    assert body == "1[Focal point:] Nous avons formé 2[Ada:] trente1[Focal point:] agents."
    assert "Who wrote which words" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_whose_words_takes_the_same_queries_however_many_wrote(
    client, report, writer, count, django_assert_num_queries
):
    AnswerFactory(report=report, value=text("Un"), changed_by=writer)
    found = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=writer)
    for number in range(count):
        write(found, text(f"Un {number}"), by=UserFactory())
    rendering.render(found.document_id)

    with django_assert_num_queries(17):  # …, report, whose turn, its content (7), the text (3), its hands, their names
        client.get(WORDS)


def test_a_text_that_one_person_saves_has_versions_alone(client, answer):
    assert client.get(WORDS).status_code == 404
    assert "Who wrote which words" not in client.get(ADDRESS).content.decode()


def test_an_observer_does_not_learn_whose_words_they_are(client_for, report, writer):
    AnswerFactory(report=report, value=text("Un"), changed_by=writer)
    documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=writer)
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)

    assert client_for(UserFactory(holds=(Role.OBSERVER, report.country, None))).get(WORDS).status_code == 403
