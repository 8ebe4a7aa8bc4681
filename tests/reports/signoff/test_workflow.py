"""From stage to stage: every way of the table, by everybody, from everywhere; once, with a reason, and recorded."""

import pytest
from django.db import IntegrityError, transaction

from bilingual.text import Text
from forum.access import Forbidden
from forum.models import WorkingGroup
from forum.roles import Role
from journal.models import Entry
from notices.models import Notice
from reports.models import Answer, Report, Signature, Snapshot, StageChange
from reports.signoff.fingerprints import fingerprint, text_blocks
from reports.signoff.next_actor import turn_of
from reports.signoff.snapshots import freeze, verify
from reports.signoff.workflow import Blocked, ReasonMissing, StaleStage, StaleText, apply_transition
from reports.stages import NEEDS_COMMENT, TRANSITIONS, Stage
from tests.factories.forum import CountryFactory, MembershipFactory
from tests.factories.reports import AnswerFactory, text
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    return Way()


def stand(way: Way, stage: str) -> None:
    """Put the report at a stage without walking there."""
    Report.objects.filter(pk=way.report.pk).update(stage=stage)
    way.report.refresh_from_db()


# ---- the table


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_from_every_stage_by_every_role(name):
    """It goes through for the roles and from the stages of the table; everything else changes nothing at all."""
    transition = TRANSITIONS[name]
    way = Way(groups=0 if name == "propose_without_forum" else 1)
    everyone = [*way.people.items(), *((Role.GROUP_CHAIR, chair) for chair in way.chairs)]
    came_of_it, expected = {}, {}
    for stage in Stage.values:
        stand(way, stage)
        seen = fingerprint(freeze(way.report))
        for role, person in everyone:
            stand(way, stage)
            try:
                with transaction.atomic():
                    moved = apply_transition(
                        report=way.report, name=name, by=person, comment=REASON, method="totp", seen_hash=seen
                    )
                    came_of_it[stage, role] = (moved.stage, moved.version)
                    transaction.set_rollback(True)
            except (Forbidden, StaleStage) as refusal:
                came_of_it[stage, role] = type(refusal).__name__
            if role not in transition.roles:
                expected[stage, role] = "Forbidden"
            elif stage not in transition.from_:
                expected[stage, role] = "StaleStage"
            else:
                expected[stage, role] = (transition.to, 2 if name == "correct" else 1)
    assert came_of_it == expected
    assert (StageChange.objects.count(), Snapshot.objects.count(), Notice.objects.count()) == (0, 0, 0)


def test_every_stage_has_a_way_on_and_every_way_ends_at_a_stage():
    assert {stage for one in TRANSITIONS.values() for stage in one.from_} == set(Stage.values)
    assert {one.to for one in TRANSITIONS.values()} == set(Stage.values)


def test_every_step_back_needs_a_reason():
    assert {name for name, one in TRANSITIONS.items() if one.is_back} == set(NEEDS_COMMENT)


@pytest.mark.parametrize("name", NEEDS_COMMENT)
@pytest.mark.parametrize("comment", ["", " \n "])
def test_without_its_reason_nothing_moves(way, name, comment):
    transition = TRANSITIONS[name]
    stand(way, transition.from_[0])
    person = next(way[role] for role in Role if role in transition.roles)
    with pytest.raises(ReasonMissing):
        way.do(name, by=person, comment=comment)
    assert list(StageChange.objects.order_by("pk")) == []


@pytest.mark.parametrize("name", NEEDS_COMMENT)
@pytest.mark.both_engines
def test_the_database_refuses_a_step_back_without_a_reason(way, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        StageChange.objects.create(report=way.report, transition=name, from_stage="sign_off", to_stage="draft")


@pytest.mark.both_engines
def test_a_name_that_is_not_in_the_table_is_no_transition(way):
    with pytest.raises(KeyError):
        way.do("publish_at_once")
    with pytest.raises(IntegrityError), transaction.atomic():
        StageChange.objects.create(report=way.report, transition="magic", from_stage="draft", to_stage="published")


# ---- what is recorded


def test_the_whole_way_is_recorded(way):
    way.to(Stage.SUBMITTED)
    way.do("return_submitted", by=way.secretariat, comment=REASON)
    changes = StageChange.objects.order_by("pk").values_list(
        "transition", "from_stage", "to_stage", "by_name", "on_behalf_of__code", "comment"
    )
    assert list(changes) == [
        ("send_to_forum", "draft", "forum_review", "The national focal point", "FRA", ""),
        ("propose_sign_off", "forum_review", "sign_off", "The national focal point", "FRA", ""),
        ("sign", "sign_off", "submitted", "The signatory", "FRA", ""),
        ("return_submitted", "submitted", "draft", "The secretariat editor", None, REASON),
    ]
    lines = Entry.objects.filter(action__startswith="report.").order_by("pk")
    assert [(line.action, line.data["from"], line.data["to"], line.country) for line in lines] == [
        ("report.send_to_forum", "draft", "forum_review", "FRA"),
        ("report.propose_sign_off", "forum_review", "sign_off", "FRA"),
        ("report.sign", "sign_off", "submitted", "FRA"),
        ("report.return_submitted", "submitted", "draft", "FRA"),
    ]
    review, submission = Snapshot.objects.order_by("pk")
    assert [line.data.get("sha256") for line in lines] == [review.sha256, None, submission.sha256, None]


def test_the_text_of_a_snapshot_is_the_whole_report_and_nothing_around_it(way):
    content = freeze(way.report)
    another = dict.fromkeys(content) | {"occurrences": [], "answers": [], "country": {"code": "XXX"}}
    text = list(text_blocks(content))
    of_the_text = {name for name in content if list(text_blocks(content | {name: another[name]})) != text}
    assert content.keys() - of_the_text == {"people", "groups", "forum", "rows", "keys", "salts"}
    elsewhere = content["country"] | {"name": {"fr": "Autre"}, "time_zone": "Africa/Abidjan", "languages": ["en"]}
    assert list(text_blocks(content | {"country": elsewhere})) == text


def test_whose_role_has_ended_is_not_in_the_snapshot(way):
    before = freeze(way.report)["people"]
    MembershipFactory(country=way.country, ended=True)
    assert freeze(way.report)["people"] == before


def test_an_answer_to_what_is_not_asked_any_more_is_frozen_and_said_to_be_so(way):
    AnswerFactory(report=way.report, question="other_successes_detail")
    Answer.objects.filter(slot__question="other_successes").update(value="no")
    frozen = {(one["key"], one["asked"]) for one in freeze(way.report)["answers"]}
    assert {("other_successes", True), ("other_successes_detail", False)} <= frozen


def test_what_the_groups_said_of_an_earlier_text_is_not_in_a_new_draft(way):
    way.do("send_to_forum")
    way.answer(1)
    assert [said["answer"] for said in freeze(way.report)["forum"]] == ["endorse"]
    way.do("ask_changes", comment=REASON)
    assert freeze(way.report)["forum"] == []


def test_those_who_must_act_are_told_in_their_language(way):
    chair = way.chairs[0]
    chair.language = "fr"
    chair.save()
    way.do("send_to_forum")
    assert list(Notice.objects.order_by("email").values_list("kind", "to__name", "address")) == [
        ("reports.review_asked", "Chair 1", "/fr/reports/FRA/2023/review/"),
        ("reports.review_asked", "Chair 2", "/en/reports/FRA/2023/review/"),
    ]
    assert Notice.objects.get(to=way.chairs[1]).subject == (
        "The report of France for 2023 waits for your working group’s answer"
    )


@pytest.mark.parametrize(
    ("stage", "name", "by", "kind", "told"),
    [
        ("forum_review", "ask_changes", "focal_point", "returned", ["Chair 1", "Chair 2", "The deputy focal point"]),
        ("sign_off", "refuse_to_sign", "signatory", "returned", ["The deputy focal point", "The national focal point"]),
        ("sign_off", "take_back", "focal_point", "returned", ["The deputy focal point", "The signatory"]),
        (
            "submitted", "return_submitted", "secretariat", "returned",
            ["The deputy focal point", "The national focal point", "The signatory"],
        ),
        (
            "submitted", "withdraw", "focal_point", "returned",
            ["The deputy focal point", "The secretariat editor", "The signatory"],
        ),
        (
            "submitted", "publish", "secretariat", "published",
            ["Chair 1", "Chair 2", "The deputy focal point", "The national focal point", "The signatory"],
        ),
        ("published", "correct", "focal_point", "corrected", ["The deputy focal point", "The secretariat editor"]),
    ],
)  # fmt: skip
def test_who_is_told_of_what(way, stage, name, by, kind, told):
    stand(way, stage)
    way.do(name, by=getattr(way, by), comment=REASON)
    notices = Notice.objects.order_by("to__name")
    assert [(notice.kind, notice.to.name) for notice in notices] == [(f"reports.{kind}", name) for name in told]
    assert all(REASON in notice.body for notice in notices) == (name != "publish")


def test_a_reason_stands_in_a_mail_as_it_was_written(way):
    stand(way, "sign_off")
    way.do("refuse_to_sign", by=way.signatory, comment="L’article 3 & l’annexe <2>")
    assert "L’article 3 & l’annexe <2>" in Notice.objects.order_by("pk").first().body


# ---- guards


def test_a_report_in_which_something_is_missing_is_not_proposed():
    way = Way(complete=False).to(Stage.FORUM_REVIEW)
    with pytest.raises(Blocked) as blocked:
        way.do("propose_sign_off", comment=REASON)
    first = blocked.value.problems[0]
    assert first.message.startswith("Question 1: ")
    assert first.href == "/en/reports/FRA/2023/sections/progress/#q-progress--1"
    assert {problem.yields for problem in blocked.value.problems} == {False}  # the reason stands for the silent groups
    assert Report.objects.get().stage == Stage.FORUM_REVIEW


def test_a_report_is_not_signed_once_something_is_missing(way):
    way.to(Stage.SIGN_OFF)
    way.take_out("key_results")
    with pytest.raises(Blocked):
        way.sign()
    assert (Signature.objects.count(), Snapshot.objects.filter(occasion="submission").count()) == (0, 0)


def test_a_silent_group_is_waited_for_but_not_for_ever(way):
    way.do("send_to_forum")
    way.answer(1, "abstain")
    with pytest.raises(Blocked) as blocked:
        way.do("propose_sign_off")
    assert [problem.message for problem in blocked.value.problems] == ["Group 2 has not answered."]
    way.do("propose_sign_off", comment="Group 2 was asked three times.")
    assert StageChange.objects.get(transition="propose_sign_off").comment == "Group 2 was asked three times."


def test_a_group_without_a_chair_holds_nobody_up(way):
    way.chairs[1].memberships.update(until="2020-12-31")
    way.do("send_to_forum")
    way.answer(1)
    assert way.do("propose_sign_off").stage == Stage.SIGN_OFF


def test_a_retired_group_is_not_asked(way):
    WorkingGroup.objects.filter(pk=way.groups[1].pk).update(retired_on="2023-05-01")
    way.groups[1].refresh_from_db()
    way.do("send_to_forum")
    assert [notice.to.name for notice in Notice.objects.order_by("pk")] == ["Chair 1"]
    assert [holder.name for holder in turn_of(way.report).people] == ["Chair 1"]
    with pytest.raises(Forbidden, match="is retired"):
        way.answer(2)
    way.answer(1)
    assert way.do("propose_sign_off").stage == Stage.SIGN_OFF
    assert [group["name"]["en"] for group in Snapshot.objects.get().content["groups"]] == ["Group 1"]


def test_a_country_whose_groups_are_all_retired_goes_past_the_forum(way):
    WorkingGroup.objects.update(retired_on="2023-05-01")
    assert way.do("propose_without_forum").stage == Stage.SIGN_OFF


def test_only_a_country_without_groups_goes_past_the_forum(way):
    with pytest.raises(Forbidden, match="goes to the forum first"):
        way.do("propose_without_forum")
    alone = Way(groups=0, country=CountryFactory())
    with pytest.raises(Forbidden, match="has no working groups"):
        alone.do("send_to_forum")
    assert alone.do("propose_without_forum").stage == Stage.SIGN_OFF


# ---- the signature


def test_a_signature_names_the_person_the_role_and_the_second_factor(way):
    way.to(Stage.SUBMITTED)
    signature = Signature.objects.get()
    assert (signature.name, signature.role, signature.method, signature.user) == (
        "The signatory",
        Text.of(en="signatory", fr=signature.role["fr"]),
        "totp",
        way.signatory,
    )
    assert bool(verify(signature.snapshot, way.report))


def test_nobody_signs_without_a_second_factor(way):
    way.to(Stage.SIGN_OFF)
    with pytest.raises(Forbidden, match="second factor"):
        way.do("sign", by=way.signatory, seen_hash=fingerprint(freeze(way.report)))
    assert Report.objects.get().stage == Stage.SIGN_OFF


def test_nobody_signs_what_they_did_not_see(way):
    way.to(Stage.SIGN_OFF)
    with pytest.raises(StaleText):
        way.do("sign", by=way.signatory, method="totp", seen_hash="0" * 64)
    assert (Report.objects.get().stage, Signature.objects.count()) == (Stage.SIGN_OFF, 0)


@pytest.mark.both_engines
def test_the_database_refuses_a_signature_without_a_second_factor(way):
    way.to(Stage.SUBMITTED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.update(method="")


# ---- the same act again


def test_a_second_click_finds_the_report_gone(way):
    before = Report.objects.get()
    way.do("send_to_forum")
    with pytest.raises(StaleStage) as stale:
        apply_transition(report=before, name="send_to_forum", by=way.focal_point)
    assert stale.value.current.stage == Stage.FORUM_REVIEW
    assert (StageChange.objects.count(), Snapshot.objects.count()) == (1, 1)


# ---- corrections


def test_a_correction_is_a_copy_beside_what_was_signed(way):
    writer = MembershipFactory(country=way.country).user
    answer = AnswerFactory(report=way.report, question="lessons", changed_by=writer, revision=3)
    answer.revisions.create(number=2, value=text("Avant"), channel="import", changed_at=answer.changed_at)
    way.to(Stage.PUBLISHED)
    first = way.report
    second = way.do("correct", comment=REASON)
    assert (second.version, second.stage, Report.objects.get(pk=first.pk).stage) == (2, "draft", "published")
    fields = "slot__question language value is_blank is_original revision channel changed_at changed_by".split()
    copied = [sorted(map(str, report.answers.order_by("pk").values_list(*fields))) for report in (first, second)]
    assert copied[0] == copied[1]
    assert [report.occurrences.count() for report in (first, second)] == [2, 2]
    assert second.answers.get(slot__question="lessons").revisions.get().value == text("Avant")
    assert freeze(first)["answers"] == freeze(second)["answers"]
    assert bool(verify(Snapshot.objects.get(occasion="submission"), first))


def test_a_submitted_version_that_is_corrected_goes_no_further(way):
    first = way.to(Stage.SUBMITTED).report
    way.do("correct", comment=REASON)
    assert Report.objects.get(pk=first.pk).superseded_at is not None
    for name, by in (("publish", way.secretariat), ("withdraw", way.focal_point), ("correct", way.focal_point)):
        with pytest.raises(StaleStage):
            apply_transition(report=first, name=name, by=by, comment=REASON)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("stage", ["draft", "forum_review", "sign_off", "submitted"])
@pytest.mark.both_engines
def test_the_database_knows_one_version_on_its_way(way, stage):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            country=way.country, campaign=way.report.campaign, roadmap=way.report.roadmap, version=2, stage=stage
        )


def test_a_corrected_version_goes_the_whole_way(way):
    way.to(Stage.PUBLISHED).do("correct", comment=REASON)
    way.to(Stage.PUBLISHED)
    assert list(Report.objects.order_by("version").values_list("version", "stage")) == [
        (1, "published"),
        (2, "published"),
    ]
