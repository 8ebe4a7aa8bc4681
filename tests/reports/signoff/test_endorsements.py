"""What the working groups answer to the frozen text, as a verb and as a page."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bilingual.text import Text
from forum.access import Forbidden
from forum.models import Membership, Organisation
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import ForumAnswer, Snapshot
from reports.signoff.endorsements import LONGEST_OBSERVATION, StaleReview, answer_review
from reports.signoff.forum_review import paragraphs, review_of
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
REVIEW = "/en/reports/FRA/2023/review/"
OBSERVATION = Text.of(fr="Les syndicats observent que…\n\nIls demandent un suivi.", en="The unions observe that…")


@pytest.fixture
def way() -> Way:
    return Way().to(Stage.FORUM_REVIEW)


def kept() -> list[tuple]:
    return list(ForumAnswer.objects.order_by("working_group__position").values_list("choice", "text", "words"))


# ---- the verb


def test_each_group_endorses_abstains_or_observes(way):
    unions = Organisation.objects.create(country=way.country, name=Text.of(en="Unions"), kind="workers")
    Membership.objects.filter(user=way.chairs[0]).update(organisation=unions)
    answer = way.answer(1, "observation", OBSERVATION)
    way.answer(2, "abstain")
    assert kept() == [("observation", OBSERVATION, 12), ("abstain", Text(), 0)]
    assert (answer.given_by, answer.given_by_name, answer.organisation) == (way.chairs[0], "Chair 1", unions)
    assert answer.snapshot == Snapshot.objects.get()


def test_only_an_observation_has_a_text(way):
    way.answer(1, "endorse", OBSERVATION)
    assert kept() == [("endorse", Text(), 0)]


@pytest.mark.parametrize(
    ("choice", "words", "message"),
    [
        ("", Text(), "Say whether the group endorses"),
        ("object", Text(), "Say whether the group endorses"),
        ("observation", Text(), "Write the observation in at least one language."),
        ("observation", Text.of(en="word " * (LONGEST_OBSERVATION + 1)), "at most 5000 words"),
    ],
)
def test_what_is_no_answer_is_refused(way, choice, words, message):
    with pytest.raises(ValidationError, match=message):
        way.answer(1, choice, words)
    assert kept() == []


def test_an_answer_may_be_changed_until_the_review_closes_and_the_journal_keeps_each(way):
    way.answer(1, "endorse")
    way.answer(1, "observation", OBSERVATION, seen=1)
    way.answer(1, "abstain", seen=2)
    assert kept() == [("abstain", Text(), 0)]
    lines = Entry.objects.filter(action__startswith="review.").order_by("pk")
    assert [(line.action, line.data["before"], line.data["after"]["choice"]) for line in lines] == [
        ("review.answered", None, "endorse"),
        ("review.changed", {"choice": "endorse", "text": {}}, "observation"),
        ("review.changed", {"choice": "observation", "text": dict(OBSERVATION)}, "abstain"),
    ]
    way.answer(2)
    way.do("propose_sign_off")
    with pytest.raises(Forbidden, match="review is not open"):
        way.answer(1, "endorse", seen=3)


@pytest.mark.parametrize("seen", [0, 2])
def test_a_change_names_the_answer_that_it_saw(way, seen):
    way.answer(1, "endorse")
    with pytest.raises(StaleReview):
        way.answer(1, "abstain", seen=seen)
    assert kept() == [("endorse", Text(), 0)]


def test_an_answer_is_to_the_text_that_was_seen(way):
    before = review_of(way.report).snapshot.sha256
    way.do("ask_changes", comment=REASON)
    way.report.answers.filter(slot__question="key_results").update(value={"type": "doc", "content": []})
    way.do("send_to_forum")
    with pytest.raises(StaleReview):
        answer_review(
            report=way.report, group=way.groups[0], choice="endorse", text=Text(), by=way.chairs[0], seen_hash=before
        )
    assert (kept(), Snapshot.objects.filter(occasion="review").count()) == ([], 2)


def test_a_new_text_is_answered_anew(way):
    way.answer(1)
    way.do("ask_changes", comment=REASON)
    way.do("send_to_forum", comment=REASON)
    assert [line.answer for line in review_of(way.report).lines] == [None, None]
    way.answer(1, "abstain")
    assert [answer.snapshot.number for answer in ForumAnswer.objects.order_by("pk")] == [1, 2]


def test_the_chair_of_another_group_or_country_answers_for_none_of_these(way):
    abroad = MembershipFactory(
        user=way.chairs[1], role=Role.GROUP_CHAIR, country=CountryFactory(), working_group=way.groups[0]
    )
    sha256 = review_of(way.report).snapshot.sha256
    for person in (way.chairs[1], way.focal_point, way.secretariat):
        with pytest.raises(Forbidden):
            answer_review(
                report=way.report, group=way.groups[0], choice="endorse", text=Text(), by=person, seen_hash=sha256
            )
    assert (kept(), abroad.role) == ([], "group_chair")


def test_the_database_keeps_one_answer_a_group_and_no_observation_without_words(way):
    answer = way.answer(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumAnswer.objects.create(
            snapshot=answer.snapshot, working_group=way.groups[0], choice="abstain", given_by_name="x"
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumAnswer.objects.filter(pk=answer.pk).update(choice="observation")
    with pytest.raises(IntegrityError), transaction.atomic():
        ForumAnswer.objects.filter(pk=answer.pk).update(words=3)


def test_those_who_lead_the_report_are_told(way):
    Notice.objects.all().delete()
    way.answer(1, "observation", OBSERVATION)
    notices = Notice.objects.order_by("to__name")
    assert [(notice.kind, notice.to.name, notice.subject) for notice in notices] == [
        ("reports.review_answered", name, "Group 1 has answered to the report of France for 2023")
        for name in ("The deputy focal point", "The national focal point")
    ]
    assert "Chair 1 has answered for the group: it attaches an observation." in notices[0].body


def test_paragraphs_are_what_empty_lines_part():
    assert paragraphs("One\r\ntwo\r\n \r\n\r\nThree\n\n") == ["One two", "Three"]


# ---- the page


def form_of(response, group) -> dict[str, str]:
    """The hidden fields of a group's form."""
    html = response.content.decode()
    part = html.split(f'id="answer-{group.pk}"')[1].split("</form>")[0]
    fields = re.findall(r'<input type="hidden" name="(sha256|seen)" value="(\w+)"', part)
    return {**dict(fields), "group": str(group.pk)}


def test_the_chair_answers_on_the_page(way, client_for):
    client = client_for(way.chairs[0])
    response = client.get(REVIEW)
    assert re.findall(r'<h2 id="answer-\d+">(.*?)</h2>', response.content.decode()) == ["Group 1"]
    sent = form_of(response, way.groups[0]) | {"choice": "observation", "text_fr": OBSERVATION["fr"], "text_en": ""}
    assert client.post(REVIEW, sent).headers["Location"] == "/en/reports/FRA/2023/stage/"
    assert kept() == [("observation", Text.of(fr=OBSERVATION["fr"]), 8)]
    html = client.get("/en/reports/FRA/2023/stage/").content.decode()
    assert '<div class="reading" lang="fr" dir="ltr"><p>Les syndicats observent que…</p>' in html
    again = form_of(client.get(REVIEW), way.groups[0])
    assert again["seen"] == "1"
    assert client.post(REVIEW, again | {"choice": "abstain"}).status_code == 302
    assert kept() == [("abstain", Text(), 0)]


def test_a_page_that_is_too_old_saves_nothing_and_keeps_what_was_typed(way, client_for):
    client = client_for(way.chairs[0])
    sent = form_of(client.get(REVIEW), way.groups[0])
    way.answer(1, "abstain")
    response = client.post(REVIEW, sent | {"choice": "observation", "text_fr": "Mon texte", "text_en": ""})
    assert response.status_code == 409
    assert ("Nothing has been saved" in response.content.decode(), "Mon texte" in response.content.decode()) == (
        True,
        True,
    )
    assert kept() == [("abstain", Text(), 0)]


def test_an_observation_without_words_is_asked_for(way, client_for):
    client = client_for(way.chairs[0])
    sent = form_of(client.get(REVIEW), way.groups[0])
    response = client.post(REVIEW, sent | {"choice": "observation", "text_fr": "", "text_en": ""})
    assert response.status_code == 422
    assert "Write the observation in at least one language." in response.content.decode()


def test_the_form_of_another_group_is_not_there(way, client_for):
    client = client_for(way.chairs[0])
    sent = form_of(client.get(REVIEW), way.groups[0]) | {"choice": "endorse", "group": str(way.groups[1].pk)}
    assert client.post(REVIEW, sent).status_code == 404
    assert client.post(REVIEW, {"group": "x"}).status_code == 404


def test_whoever_chairs_no_group_is_told_why_the_page_is_closed(way, client_for):
    response = client_for(way.focal_point).get(REVIEW)
    assert (response.status_code, "Only the chair of a working group answers for it." in response.content.decode()) == (
        403,
        True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_groups(client_for, count, django_assert_num_queries):
    way = Way(groups=count).to(Stage.FORUM_REVIEW)
    for group in way.groups[1:]:
        MembershipFactory(user=way.chairs[0], role=Role.GROUP_CHAIR, country=way.country, working_group=group)
    client = client_for(way.chairs[0])
    with django_assert_num_queries(12):  # …, frozen text, groups, chairs, answers, whose turn (3), what was reopened
        client.get(REVIEW)
