"""The earlier versions of an answer."""

import pytest

from forum.roles import Role
from reports.models import Answer, AnswerRevision, Report
from reports.stages import Stage
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, text

pytestmark = pytest.mark.django_db
ADDRESS = "/en/reports/FRA/2023/answers/key_results/fr/"


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True))


@pytest.fixture
def writer(report):
    return UserFactory(focal_point_of=report.country, name="Focal point")


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

    with django_assert_num_queries(13):  # …, report, whose turn, its content (7), versions
        html = client.get(ADDRESS).content.decode()

    assert html.count('<h2 class="h3" id="version-') == count


def test_each_version_tells_its_author_time_channel_and_what_changed_since(client, answer):
    html = client.get(ADDRESS).content.decode()

    version = html.split('id="version-1"')[1].split("</section>")[0]
    assert "Person 1 · imported from a file" in version
    assert "We trained <del>1</del><ins>30</ins> people" in version
    assert "<time datetime=" in version


def test_an_earlier_version_is_brought_back_and_the_one_it_replaced_is_kept(client, answer):
    response = client.post(ADDRESS, {"number": "1", "seen": "2"}, follow=True)

    assert "The earlier version stands again." in response.content.decode()
    assert standing(answer) == (
        text("We trained 1 people in the north."),
        3,
        [(1, text("We trained 1 people in the north.")), (2, text("We trained 30 people in the north."))],
    )


def test_a_version_is_not_brought_back_over_one_that_was_not_seen(client, answer):
    Answer.objects.update(value=text("Newest"), revision=3)

    response = client.post(ADDRESS, {"number": "1", "seen": "2"}, follow=True)

    assert "Somebody has just changed this answer." in response.content.decode()
    assert standing(answer)[:2] == (text("Newest"), 3)


def test_the_original_language_is_put_right(client, report, answer):
    AnswerFactory(report=report, language="en", is_original=False)

    english = "/en/reports/FRA/2023/answers/key_results/en/"
    before = client.get(english).content.decode()
    client.post(english, {"original": "en"})

    assert "The original is in English" in before
    assert dict(report.answers.values_list("language", "is_original")) == {"fr": False, "en": True}
    assert "English is the original language of this answer." in client.get(english).content.decode()


@pytest.mark.parametrize("sent", [{}, {"number": "x", "seen": "2"}, {"number": "1"}])
def test_what_says_nothing_is_refused(client, answer, sent):
    assert client.post(ADDRESS, sent).status_code == 400


def test_a_version_that_there_is_not(client, answer):
    assert client.post(ADDRESS, {"number": "9", "seen": "2"}).status_code == 404


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

    assert ">No<" in html.split('id="version-1"')[1]


def test_the_secretariat_reads_the_history_and_brings_nothing_back(client_for, answer):
    client = client_for(UserFactory(secretariat=True))

    assert "Bring version" not in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"number": "1", "seen": "2"}).status_code == 403
    assert client.post(ADDRESS, {"original": "fr"}).status_code == 403


def test_an_observer_reads_the_report_and_not_what_it_said_before(client_for, report, answer):
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    observer = client_for(UserFactory(holds=(Role.OBSERVER, report.country, None)))
    reader = client_for(UserFactory(holds=(Role.REVIEWER, report.country, None)))
    assert [one.get(ADDRESS).status_code for one in (observer, reader)] == [403, 200]
