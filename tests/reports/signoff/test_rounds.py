"""The forum's further rounds: what the groups said before, why the text came back, and what it says otherwise."""

import re

import pytest

from bilingual.text import Text
from reports.answers.next_steps import add_next_step, remove_next_step
from reports.content.comparing import changes
from reports.content.frozen import answers_of
from reports.content.loading import load, read_frozen
from reports.models import ForumAnswer, Report, Snapshot
from reports.signoff.forum_review import review_of
from reports.signoff.rounds import since_answered
from reports.signoff.workflow import Blocked
from reports.stages import Stage
from tests.factories.reports import text
from tests.reports.way import REASON, VALUES, Way

pytestmark = pytest.mark.django_db
REPORT = "/en/reports/FRA/2023/"
OBSERVATION = Text.of(fr="Les syndicats observent que les moyens manquent.")
PAGES = [f"{REPORT}{page}" for page in ("stage/", "versions/1/", "versions/1/forum/1/")]


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def reword(way: Way) -> None:
    way.report.answers.filter(slot__question="key_results").update(value=text("Le plan national est appliqué enfin."))


@pytest.fixture
def way() -> Way:
    """Group 1 made an observation, group 2 none; the text was reopened, reworded and sent again."""
    way = Way().to(Stage.FORUM_REVIEW)
    way.answer(1, "observation", OBSERVATION)
    way.do("ask_changes", comment=REASON)
    reword(way)
    way.do("send_to_forum")
    return way


def test_the_review_page_shows_the_reason_the_changed_words_and_the_earlier_response(way, client_for):
    response = client_for(way.chairs[0]).get(f"{REPORT}review/")
    words, html = words_of(response), response.content.decode()
    assert ("which your group answered" in words, REASON in words, "What changed: 1 answer" in words) == (True,) * 3
    assert re.findall(r"<ins>(.*?)</ins>", html, re.DOTALL) == [
        '<span class="visually-hidden" lang="en">[added: </span> enfin<span class="visually-hidden" lang="en">] </span>'
    ]
    (form,) = response.context["forms"]
    assert (form.initial["choice"], form.initial["text"], form.initial["seen"]) == ("observation", OBSERVATION, 0)
    assert "The form begins with what Chair 1 answered for the group" in words
    assert f'href="{REPORT}versions/1/forum/1/"' in html


def test_what_the_form_begins_with_is_no_response_until_it_is_sent(way):
    (line, silent) = review_of(way.report).lines
    assert (line.answer, line.is_silent, line.earlier.text, silent.earlier) == (None, True, OBSERVATION, None)
    way.answer(1, "observation", OBSERVATION)
    assert list(ForumAnswer.objects.order_by("pk").values_list("snapshot__number", "text")) == [
        (1, OBSERVATION),
        (2, OBSERVATION),
    ]


def test_a_group_that_never_answered_reads_the_reason_alone(way, client_for):
    response = client_for(way.chairs[1]).get(f"{REPORT}review/")
    assert ("What the report has gone through" in words_of(response), REASON in words_of(response)) == (True, True)
    assert [(one.answered, one.changes) for one in response.context["since"]] == [(None, [])]


@pytest.mark.parametrize("stage", ["forum_review", "draft", "sign_off", "submitted"])
def test_an_observation_disappears_from_no_page_when_the_report_goes_on(way, client_for, stage):
    if stage == "draft":
        way.do("ask_changes", comment=REASON)
    elif stage != "forum_review":
        way.answer(2)
        way.do("propose_sign_off", comment="Group 1 is abroad.")
    pages = [*PAGES, f"{REPORT}sign/"] if stage == "sign_off" else PAGES
    if stage == "submitted":
        way.sign()
    for address in pages:
        reader = way.signatory if address.endswith("sign/") else way.focal_point
        assert OBSERVATION["fr"] in words_of(client_for(reader).get(address)), address


def test_a_frozen_text_is_read_as_it_was_frozen(way):
    first = Snapshot.objects.get(number=1)
    (before,) = read_frozen([(way.report, first)])
    assert answers_of(before) == first.content["answers"]
    assert [(change.entry.key, change.language) for change in changes(before, load(way.report))] == [
        ("key_results", "fr")
    ]


def test_what_was_taken_out_and_added_between_two_rounds_is_found(way):
    way.answer(1)
    way.do("ask_changes", comment=REASON)
    (step,) = [slot.occurrence for slot in way.report.slots.filter(question="next_steps.step")]
    remove_next_step(occurrence=step, by=way.focal_point)
    other = add_next_step(report=way.report, by=way.focal_point)
    way.report.slots.get(question="next_steps.goals", occurrence=other).answers.create(
        language="fr", value=text("Un but"), is_original=True
    )
    way.do("send_to_forum")
    (since,) = since_answered(way.report, [review_of(way.report).lines[0]])
    found = [(change.entry.key, change.old is None, change.new is None) for change in since.changes]
    assert found[0] == ("next_steps.goals", True, False)
    assert {key for key, _old, gone in found[1:] if gone} >= {"next_steps.step", "next_steps.goals"}
    (before,) = read_frozen([(way.report, since.answered)])
    assert answers_of(before) == since.answered.content["answers"]


def test_the_forum_of_a_correction_compares_with_what_it_answered_in_the_version_before(client_for):
    way = Way(groups=1).to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    reword(way)
    way.do("send_to_forum")
    response = client_for(way.chairs[0]).get(f"{REPORT}review/")
    (since,) = response.context["since"]
    assert ([one.transition for one in since.reasons], len(since.changes)) == (["correct"], 1)
    assert since.answered.report == Report.objects.get(version=1)


def test_the_same_text_goes_to_the_forum_again_with_a_reason_alone():
    way = Way().to(Stage.FORUM_REVIEW)
    way.do("ask_changes", comment=REASON)
    with pytest.raises(Blocked, match="The text is the same, word for word, as the one that the forum had on"):
        way.do("send_to_forum")
    way.do("send_to_forum", comment="Group 2 has a new chair.")
    assert way.report.stage_changes.get(transition="send_to_forum", comment="Group 2 has a new chair.")
    assert Snapshot.objects.values_list("text_sha256").distinct().count() == 1


def test_it_is_the_newest_text_of_the_forum_that_a_draft_is_compared_with(way):
    way.do("ask_changes", comment=REASON)
    with pytest.raises(Blocked, match="The text is the same"):
        way.do("send_to_forum")
    way.report.answers.filter(slot__question="key_results").update(value=VALUES["rich_text"])  # that of the first round
    assert way.do("send_to_forum").stage == Stage.FORUM_REVIEW


def test_the_page_asks_for_the_reason_before_the_same_text_is_sent_again(client_for):
    way = Way().to(Stage.FORUM_REVIEW)
    way.do("ask_changes", comment=REASON)
    response = client_for(way.focal_point).get(f"{REPORT}stage/")
    assert "Reason for sending the same text again" in words_of(response)
    reword(way)
    response = client_for(way.focal_point).get(f"{REPORT}stage/")
    assert "Reason for sending the same text again" not in words_of(response)


def test_a_text_that_never_was_with_the_forum_is_not_found(way, client_for):
    client = client_for(way.focal_point)
    assert [client.get(f"{REPORT}versions/1/forum/{number}/").status_code for number in (2, 3)] == [200, 404]


@pytest.mark.parametrize("page", ["review", "sign"])
def test_a_link_of_before_leads_to_what_became_of_the_report(client_for, page):
    way = Way().to(Stage.PUBLISHED)
    for reader in (way.chairs[0], way.signatory, way.people["observer"]):
        response = client_for(reader).get(f"{REPORT}{page}/")
        assert (response.status_code, "This step is closed" in words_of(response)) == (200, True)
        assert "No action needed." in words_of(response)


def test_what_a_chair_typed_while_the_review_closed_is_given_back(client_for):
    way = Way().to(Stage.FORUM_REVIEW)
    client = client_for(way.chairs[0])
    sent = {"group": way.groups[0].pk, "choice": "observation", "text_fr": OBSERVATION["fr"], "text_en": "", "seen": 0}
    sent["sha256"] = Snapshot.objects.get().sha256
    way.do("ask_changes", comment=REASON)
    response = client.post(f"{REPORT}review/", sent)
    assert (response.status_code, OBSERVATION["fr"] in response.content.decode()) == (409, True)
    assert "The forum’s review is not open. Nothing has been saved: copy what you wrote." in words_of(response)


@pytest.mark.parametrize("count", [1, 3])
def test_a_second_round_takes_the_same_queries_however_many_groups(client_for, count, django_assert_num_queries):
    way = Way(groups=count, priorities=count).to(Stage.FORUM_REVIEW)
    for number in range(1, count + 1):
        way.answer(number, "abstain")
    way.do("ask_changes", comment=REASON)
    reword(way)
    way.do("send_to_forum")
    client = client_for(way.chairs[0])
    with django_assert_num_queries(14):  # …, both texts, each with who wrote it
        client.get(f"{REPORT}review/")
