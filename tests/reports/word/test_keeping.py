"""How long files are kept, and what of a person goes when the person is erased."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forum.erasing import erase_person
from notices.daily import FUNCTIONS
from reports.models import Assignment, Comment, Proposal, WordCopy, WordReturn
from reports.models.proposals import ProposalState
from reports.stages import Stage
from reports.word.cleanup import KEPT_FOR, tidy
from reports.word.findings import Found
from reports.word.sending import Choices, send
from tests.factories.forum import UserFactory
from tests.reports.word import editing
from tests.reports.word.conftest import SECTION, sent_back, take

pytestmark = pytest.mark.django_db

JUNE = ("né en mai", "né en juin")


def later(days: int = KEPT_FOR.days + 1):
    return timezone.localdate() + timedelta(days=days)


def sent(report, by, content, **choices) -> WordReturn:
    kept = sent_back(report, by, content)
    send(kept=kept, choices=Choices(**{"answers": ["key_results"]} | choices), by=by)
    kept.refresh_from_db()
    return kept


def decided() -> None:
    Proposal.objects.update(state=ProposalState.SETTLED)


# --- tidying


def test_it_is_done_once_a_day():
    assert FUNCTIONS["reports.word_files"] is tidy


def test_a_file_of_which_everything_was_decided_goes_and_its_copy_once_the_report_is_published(report, reviewer, taken):
    sent(report, reviewer, editing.changed(taken.content, JUNE))
    assert tidy(later()) == (0, 0)
    decided()
    assert tidy(later(100)) == (0, 0)
    assert tidy(later()) == (1, 0)
    report.stage = Stage.PUBLISHED
    report.save()
    assert tidy(later(100)) == (0, 0)
    assert tidy(later()) == (0, 1)
    assert not WordCopy.objects.exists()


def test_a_file_that_changes_nothing_goes(report, reviewer, taken):
    sent_back(report, reviewer, taken.content)
    assert tidy(later()) == (1, 0)


def with_comment(content: bytes) -> bytes:
    return editing.commented(content, "Il a cinq groupes.", "Ada", "Six?")


def with_text_outside(content: bytes) -> bytes:
    return editing.changed(content, ("<w:sectPr>", editing.paragraph("Merci.") + "<w:sectPr>"))


def test_a_file_that_was_never_sent_stays_for_its_words(report, reviewer, taken):
    for change in (lambda content: editing.changed(content, JUNE), with_comment, with_text_outside):
        sent_back(report, reviewer, change(taken.content))
    report.stage = Stage.PUBLISHED
    report.save()
    assert tidy(later(5_000)) == (0, 0)


@pytest.mark.parametrize("change", [with_comment, with_text_outside])
def test_a_sent_file_stays_while_some_of_it_was_sent_nowhere(report, reviewer, taken, change):
    sent(report, reviewer, editing.changed(change(taken.content), JUNE))
    decided()
    assert tidy(later()) == (0, 0)


def test_a_sent_file_whose_comments_were_opened_goes(report, reviewer, taken):
    content = editing.changed(with_comment(taken.content), JUNE)
    sent(report, reviewer, content, comments=["key_results:0"])
    decided()
    assert tidy(later()) == (1, 0)


def test_an_answer_that_was_not_chosen_keeps_the_file(report, reviewer, taken):
    line = '<w:bookmarkStart w:id="2" w:name="answer_2"/>'
    content = editing.changed(taken.content, JUNE, (line, line + editing.paragraph("Nouveau.")))
    sent(report, reviewer, content)
    decided()
    assert tidy(later()) == (0, 0)


# --- erasing


@pytest.fixture
def ada(report):
    return UserFactory(name="Ada Lovelace", email="ada@example.org")


def test_the_files_of_an_erased_person_go_and_their_proposals_stay(report, reviewer, taken):
    sent(report, reviewer, editing.changed(taken.content, JUNE))
    erase_person(user=reviewer, by=None)
    assert not WordReturn.objects.exists()
    assert Proposal.objects.get().author == reviewer


def test_no_name_is_left_in_the_files_of_others(report, reviewer, taken, ada):
    by = 'w:id="9" w:author="Ada Lovelace" w:date="2023-05-01T00:00:00Z"'
    tracked = f"<w:ins {by}><w:r><w:t>Oui. </w:t></w:r></w:ins>"
    run = '<w:r><w:t xml:space="preserve">Le forum'
    content = editing.changed(
        editing.commented(taken.content, "Il a cinq groupes.", "Ada Lovelace", "Six?"), (run, tracked + run)
    )
    kept = sent(report, reviewer, content, comments=["key_results:0"], notes={"key_results": "Ada Lovelace: why?"})
    assert Comment.objects.get().body == "Ada Lovelace: Six?"

    neutral = erase_person(user=ada, by=None)

    kept.refresh_from_db()
    found = Found.from_json(kept.found)
    assert (found.authors, [one.author for one in found.answers["key_results"].comments]) == ([neutral], [neutral])
    assert Comment.objects.get().body == f"{neutral}: Six?"
    assert Proposal.objects.get().note == f"{neutral}: why?"


def test_a_line_around_the_answers_that_named_the_person_is_still_known(report, reviewer, writer, answered, ada):
    Assignment.objects.create(report=report, section=SECTION, user=ada, assigned_by=writer)
    taken = take(report, reviewer)
    assert "Ada Lovelace" in str(taken.copy.around)

    erase_person(user=ada, by=None)

    taken.copy.refresh_from_db()
    assert "Ada Lovelace" not in str(taken.copy.around)
    assert Found.from_json(sent_back(report, reviewer, taken.content).found).outside == []
