"""Nothing is written into a report that left the draft, even when it was a draft as the page was opened."""

import pytest

from forum.access import Forbidden
from journal.models import Entry
from reports.answers.next_steps import add_next_step, bring_back_next_step, move_next_step, remove_next_step
from reports.answers.saving import restore_revision, save_answer, set_aside, set_original
from reports.importing.apply import apply_import
from reports.importing.trail import Trail
from reports.importing.undoing import undo_import
from reports.models import Answer, Occurrence, Report
from reports.stages import Stage
from tests.factories.files import kept_file
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text

pytestmark = pytest.mark.django_db
FILE = b"# Rapport\n\nBonjour\n"


@pytest.fixture
def report():
    """A report with an answer, an earlier version of it, two steps, a file that was read and one that was imported."""
    report = ReportFactory(country=CountryFactory(france=True))
    answer = AnswerFactory(report=report, revision=2)
    answer.revisions.create(number=1, value=text("Salut"), channel="browser", changed_at=answer.changed_at)
    AnswerFactory(report=report, language="en", is_original=False)
    _first, second = (add_next_step(report=report, by=None) for _each in range(2))
    remove_next_step(occurrence=second, by=None)
    kept_file(report, FILE)
    report.imports.create(
        file="x",
        filename="rapport.md",
        sha256="0" * 64,
        language="fr",
        plan={},
        applied_at=answer.changed_at,
        outcome={"trail": Trail().to_json(), "steps_removed": []},
    )
    return report


def kept_step(report) -> Occurrence:
    return report.occurrences.filter(source="next_step", removed_at=None).select_related("next_step").get()


def removed_step(report) -> Occurrence:
    return report.occurrences.filter(source="next_step").exclude(removed_at=None).select_related("next_step").get()


def key_results(report) -> Answer:
    return report.answers.get(slot__question="key_results", language="fr")


WRITING = {
    "save": lambda report, by: save_answer(
        report=report, entry=entry_of(report, "key_results"), language="fr", value=text("Neuf"), seen=2, by=by
    ),
    "first": lambda report, by: save_answer(
        report=report, entry=entry_of(report, "lessons"), language="fr", value=text("Neuf"), seen=0, by=by
    ),
    "set aside": lambda report, by: set_aside(
        report=report, entry=entry_of(report, "key_results"), language="fr", value=text("Neuf"), seen=2, by=by
    ),
    "original": lambda report, by: set_original(
        report=report, entry=entry_of(report, "key_results"), language="en", by=by
    ),
    "restore": lambda report, by: restore_revision(
        report=report, entry=entry_of(report, "key_results"), answer=key_results(report), number=1, by=by
    ),
    "add step": lambda report, by: add_next_step(report=report, by=by),
    "move step": lambda report, by: move_next_step(occurrence=kept_step(report), up=True, by=by),
    "remove step": lambda report, by: remove_next_step(occurrence=kept_step(report), by=by),
    "bring step back": lambda report, by: bring_back_next_step(occurrence=removed_step(report), by=by),
    "import": lambda report, by: apply_import(kept=report.imports.get(applied_at=None), by=by),
    "undo import": lambda report, by: undo_import(kept=report.imports.get(sha256="0" * 64), by=by),
}


def everything(report) -> list:
    return [
        list(Answer.objects.order_by("pk").values()),
        list(Occurrence.objects.order_by("pk").values()),
        list(report.imports.order_by("pk").values("applied_at", "undone_at", "outcome")),
        Entry.objects.count(),
    ]


BY_PEOPLE_ALONE = {"set aside", "original", "restore", "move step", "undo import"}
BY = [(act, "focal point") for act in WRITING] + [(act, "the system") for act in WRITING if act not in BY_PEOPLE_ALONE]


@pytest.mark.parametrize(("act", "by"), BY)
def test_what_was_a_draft_when_the_page_was_opened_is_not_written_any_more(report, monkeypatch, act, by):
    """The stage changes between the question whether one may and the saving."""
    person = UserFactory(focal_point_of=report.country) if by == "focal point" else None
    before = everything(report)
    stale = Report.objects.select_related("country", "campaign", "roadmap").get(pk=report.pk)
    for stage in set(Stage) - {Stage.DRAFT}:
        Report.objects.filter(pk=report.pk).update(stage=stage)
        with monkeypatch.context() as patched:
            # permissions look at the object that the page loaded, which still says draft
            patched.setattr(Occurrence, "report", property(lambda self: stale, lambda self, value: None))
            patched.setattr(stale.imports.model, "report", property(lambda self: stale, lambda self, value: None))
            with pytest.raises(Forbidden, match="no longer a draft"):
                WRITING[act](stale, person)
        assert everything(report) == before, stage


@pytest.mark.parametrize("act", WRITING)
def test_a_draft_is_written(report, act):
    person = UserFactory(focal_point_of=report.country)
    before = everything(report)
    WRITING[act](report, person)
    assert (everything(report) != before) == (act != "move step")


def test_a_page_that_is_too_old_is_refused_and_keeps_what_was_typed(report, client_for):
    client = client_for(UserFactory(focal_point_of=report.country))
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    response = client.post("/en/reports/FRA/2023/sections/overall/", {"lessons": "Une leçon que je ne veux pas perdre"})
    assert response.status_code == 403
    html = response.content.decode()
    assert ("no longer a draft" in html, "Une leçon que je ne veux pas perdre" in html) == (True, True)
