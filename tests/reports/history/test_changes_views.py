"""What changed since somebody was last here: on the report's page, in a part, and on a page of its own."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from forum.roles import Role
from reports.answers.documents import open_text
from reports.answers.next_steps import add_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.models import Answer, LastVisit, Report
from reports.stages import Stage
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.together import write
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/reports/FRA/2023/"
PART = f"{OVERVIEW}sections/overall/"
SINCE = f"{OVERVIEW}since/"
SEEN, READ = f"{OVERVIEW}seen/", f"{OVERVIEW}read/"


@pytest.fixture
def reader(report):
    return UserFactory(focal_point_of=report.country, name="Reader")


@pytest.fixture
def ada(report):
    return UserFactory(holds=(Role.DEPUTY, report.country), name="Ada")


@pytest.fixture
def client(client_for, reader):
    return client_for(reader)


def ago(**time):
    return timezone.now() - timedelta(**time)


def answered(report, ada, *keys: str) -> None:
    """Three days ago, and changed by Ada today."""
    for key in keys or ("key_results",):
        before = ago(days=3)
        AnswerFactory(
            report=report, question=key, value=text("Nous avons formé 30 agents."), began_at=before, changed_at=before
        )
        entry = entry_of(report, key)
        save_answer(
            report=report, entry=entry, language="fr", value=text("Nous avons formé 40 agents."), seen=1, by=ada
        )


def visited(report, reader, *sections: str, at=None) -> None:
    for section in sections or ("overall",):
        LastVisit.objects.create(user=reader, report=report, section=section, seen_at=at or ago(days=1))


def said(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def main(response) -> str:
    assert response.status_code == 200
    return said(response.content.decode().split("<main")[1].split("</main>")[0].partition(">")[2])


# --- at a glance


def test_the_parts_in_which_others_changed_something_are_marked(client, report, reader, ada):
    answered(report, ada, "key_results", "lessons")
    visited(report, reader)

    html = client.get(OVERVIEW).content.decode()

    assert "2 answers have changed since you were last here" in said(html)
    marked = re.findall(r'class="task-hint task-news">(.*?)</span>', html)
    assert [re.sub(r"here, .*?, by", "here, …, by", one) for one in marked] == [
        "2 answers changed since you were last here, …, by Ada"
    ]
    assert f'href="{SINCE}"' in html


def test_who_was_never_here_and_who_missed_nothing_sees_no_mark(client, report, reader, ada):
    answered(report, ada)
    assert "since you were last here" not in client.get(OVERVIEW).content.decode()

    visited(report, reader, at=timezone.now())
    assert "since you were last here" not in client.get(OVERVIEW).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_marks_take_one_query_more(client, report, reader, ada, count, django_assert_num_queries):
    answered(report, ada, *["key_results", "lessons", "difficulties"][:count])
    visited(report, reader)

    with django_assert_num_queries(18):  # as without, and who changed it
        client.get(OVERVIEW)


def test_an_observer_is_told_nothing_of_it(client_for, report, ada):
    answered(report, ada)
    Report.objects.update(stage=Stage.PUBLISHED)
    observer = UserFactory(holds=(Role.OBSERVER, report.country))
    visited(report, observer)
    client = client_for(observer)

    assert "since you were last here" not in client.get(OVERVIEW).content.decode()
    assert SINCE not in client.get(OVERVIEW).content.decode()
    assert "data-seen" not in client.get(PART).content.decode()
    assert client.get(SINCE).status_code == 403


# --- in a part


def test_a_question_that_others_changed_says_so_and_leads_to_the_difference(client, report, reader, ada):
    answered(report, ada)
    visited(report, reader)

    html = client.get(f"{PART}?write=fr").content.decode()

    assert html.count('class="question-news"') == 1
    news = said(html.split('class="question-news"')[1].split("</p>")[0].partition(">")[2])
    assert re.fullmatch(r"changed since you were last here, [\w ]+, by Ada\. What changed in the answer to .*", news)
    link = re.search(r'href="([^"]+from=visit)"', html)[1]
    assert "Nous avons formé [removed: 30] [added: 40] agents." in main(client.get(link))
    assert "1 answer changed since you were last here" in said(html.split('class="news-line"')[1].split("</form>")[0])


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_takes_one_query_more(client, report, reader, ada, count, django_assert_num_queries):
    answered(report, ada, *["key_results", "lessons", "difficulties"][:count])
    visited(report, reader)

    with django_assert_num_queries(18):  # as without, and who changed it
        client.get(PART)


# --- the page of what changed


def test_every_changed_answer_stands_with_its_differences_and_the_version_compared(client, report, reader, ada):
    answered(report, ada, "key_results", "lessons")
    visited(report, reader)

    words = main(client.get(SINCE))

    assert "What changed since you were last here" in words
    assert "2 answers have changed." in words
    assert words.count("Nous avons formé [removed: 30] [added: 40] agents.") == 2
    assert words.count("Compared with the version kept on") == 2
    assert "Somebody was writing just then" not in words
    assert f'href="{PART}?write=fr#q-key_results"' in client.get(SINCE).content.decode()


def test_the_part_and_the_time_are_chosen(client, report, reader, ada):
    answered(report, ada)
    visited(report, reader, "progress")

    assert "1 answer has changed." in main(client.get(f"{SINCE}?since=week"))
    assert "1 answer has changed." in main(client.get(f"{SINCE}?since=week&part=overall"))
    assert "everything counts as new" in main(client.get(f"{SINCE}?since=day&day={ago(days=30):%Y-%m-%d}"))
    assert "Nothing has changed" in main(client.get(f"{SINCE}?since=week&part=progress"))
    assert "Nothing has changed" in main(client.get(SINCE))
    assert "Nothing has changed" in main(client.get(f"{SINCE}?day={timezone.localtime() + timedelta(days=1):%Y-%m-%d}"))


def test_what_is_not_understood_counts_as_not_said(client, report):
    assert "You have not been here before" in main(client.get(f"{SINCE}?since=never&day=x&part=nowhere"))


def test_since_the_text_was_signed(client_for):
    way = Way(groups=0).to(Stage.PUBLISHED)
    client = client_for(way.focal_point)
    answers = Answer.objects.filter(slot__question="key_results")
    answers.update(value=text("Ce qui n’est plus lu."))
    assert "Nothing has changed" in main(client.get(f"{SINCE}?since=frozen"))

    correction = way.do("correct", comment=REASON)
    answers.filter(slot__report=correction).update(value=text("Le plan national est suspendu."), revision=2)
    words = main(client.get(f"{SINCE}?since=frozen"))

    assert "Le plan national est [removed: appliqué] [added: suspendu] ." in words
    assert "Compared with the frozen text." in words


def test_a_step_that_was_taken_out_is_told(client, report, reader, ada):
    occurrence = add_next_step(report=report, by=ada)
    visited(report, reader, "next_steps")
    remove_next_step(occurrence=occurrence, by=ada)

    assert "A next step was taken out on" in main(client.get(SINCE))
    assert "A next step was taken out on" in main(client.get(f"{SINCE}?since=week"))
    assert "A next step was taken out on" not in main(client.get(f"{SINCE}?since=week&part=overall"))


def test_what_is_written_at_this_moment_is_there(client, report, reader, ada):
    found = open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=ada)
    visited(report, reader)
    write(found, text("Bonjour"), by=ada)

    words = main(client.get(SINCE))

    assert "[added: Bonjour]" in words
    assert "Ada" in words


def test_a_long_list_has_pages(client, report, reader, ada, monkeypatch):
    monkeypatch.setattr("reports.history.changes_views.WORDS_A_PAGE", 12)  # each answer has five
    answered(report, ada, "key_results", "difficulties", "lessons")
    visited(report, reader)

    first, last = main(client.get(SINCE)), main(client.get(f"{SINCE}?page=9"))

    assert [words.count("[added: 40]") for words in (first, last)] == [2, 1]
    assert ("Page 1 of 2" in first, "Page 2 of 2" in last) == (True, True)
    assert all("3 answers have changed." in words for words in (first, last))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_changed(
    client, report, reader, ada, count, django_assert_num_queries
):
    answered(report, ada, *["key_results", "lessons", "difficulties"][:count])
    visited(report, reader, "overall", "next_steps")

    # …, report, whose turn, its content (7), what was frozen, visits, authors, versions (2), steps taken out
    with django_assert_num_queries(18):
        client.get(SINCE)


# --- seen


def test_a_page_says_that_it_was_seen_as_it_was_when_it_was_made(client, report, reader):
    html = client.get(PART).content.decode()
    made = re.search(r'data-made="([^"]+)"', html)[1]

    response = client.post(SEEN, {"section": "overall", "at": made}, headers={"X-Requested-With": "XMLHttpRequest"})

    assert (response.status_code, response.content) == (204, b"")
    visit = LastVisit.objects.get()
    assert (visit.user, visit.section, visit.before) == (reader, "overall", None)
    assert visit.seen_at == datetime.fromisoformat(made)


def test_saying_so_takes_few_queries(client, report, django_assert_num_queries):
    # session, user, memberships, report; the visit: made if there is none, read, changed; all in one transaction
    with django_assert_num_queries(9):
        client.post(SEEN, {"section": "overall", "at": "2026-11-24T12:00:00+00:00"})


def test_what_is_marked_as_read_is_new_no_more(client, report, reader, ada):
    answered(report, ada)
    visited(report, reader)
    html = client.get(PART).content.decode()
    made = re.search(r'name="at" value="([^"]+)"', html)[1]

    response = client.post(READ, {"section": "overall", "at": made, "back": "overall"}, follow=True)

    assert response.redirect_chain == [(PART, 302)]
    assert "Marked as read." in main(response)
    assert "since you were last here" not in client.get(OVERVIEW).content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"section": "overall"},
        {"section": "overall", "at": "today"},
        {"section": "overall", "at": "2026-11-24T12:00:00"},
        {"section": "weather", "at": "2026-11-24T12:00:00+00:00"},
        {"section": "overall", "at": "2026-99-24T12:00:00+00:00"},
    ],
)
def test_what_says_nothing_is_refused(client, report, sent):
    assert [client.post(address, sent).status_code for address in (SEEN, READ)] == [400, 400]
    assert not LastVisit.objects.exists()
