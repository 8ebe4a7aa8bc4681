"""What a file that came back makes: proposals of its sender, once; and what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from files.checks import Refused
from forum.access import Forbidden
from forum.roles import Role
from reports.answers.affiliations import voices
from reports.content.loading import load
from reports.models import Answer, Proposal, Report, WordReturn
from reports.review.rebasing import RebasedSuggestion
from reports.signoff.corrections import open_correction
from reports.stages import Stage
from reports.word.comparing import compare
from reports.word.sending import AlreadySent, Choices, NothingChosen, copy_of, send
from richtext.reading import to_text
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import ReportFactory, entry_of, text
from tests.reports.importing.broken import bomb
from tests.reports.word import editing
from tests.reports.word.conftest import sent_back, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(report, reviewer, taken) -> WordReturn:
    return sent_back(report, reviewer, editing.changed(taken.content, ("né en mai", "né en juin")))


def proposed() -> list[tuple]:
    return [
        (one.question, one.language, one.author.name, one.source, one.note, to_text(one.base), to_text(one.value))
        for one in Proposal.objects.all()
    ]


def test_a_chosen_answer_becomes_a_proposal_of_its_sender(report, reviewer, kept):
    made = send(kept=kept, choices=Choices(answers=["key_results"], notes={"key_results": "As decreed."}), by=reviewer)
    assert proposed() == [
        (
            "key_results",
            "fr",
            "Reviewer",
            "word",
            "As decreed.",
            "Le forum est né en mai.\n\nIl a cinq groupes.",
            "Le forum est né en juin.\n\nIl a cinq groupes.",
        )
    ]
    assert made == {"key_results": Proposal.objects.get().pk}
    kept.refresh_from_db()
    assert kept.outcome == {"made": made, "left": [], "talks": {}}
    assert to_text(Answer.objects.get().value) == "Le forum est né en mai.\n\nIl a cinq groupes."


def test_sent_twice_it_is_there_once(reviewer, kept):
    send(kept=kept, choices=Choices(answers=["key_results"]), by=reviewer)
    with pytest.raises(AlreadySent):
        send(kept=kept, choices=Choices(answers=["key_results"]), by=reviewer)
    assert Proposal.objects.count() == 1


def test_what_was_not_chosen_makes_nothing(reviewer, kept):
    with pytest.raises(NothingChosen):
        send(kept=kept, choices=Choices(), by=reviewer)
    kept.refresh_from_db()
    assert (kept.sent_at, proposed()) == (None, [])


def test_somebody_else_may_send_back_what_another_took_out(report, writer, taken):
    kept = sent_back(report, writer, editing.changed(taken.content, ("né en mai", "né en juin")))
    send(kept=kept, choices=Choices(answers=["key_results"]), by=writer)
    assert Proposal.objects.get().author == writer


def test_it_speaks_for_a_group(report, reviewer, kept):
    group = WorkingGroupFactory(country=report.country)
    MembershipFactory(user=reviewer, country=report.country, role=Role.CONTRIBUTOR, working_group=group)
    voice = next(one for one in voices(reviewer, report.country) if one.group == group)
    send(kept=kept, choices=Choices(answers=["key_results"], voice=voice), by=reviewer)
    assert Proposal.objects.get().group == group


def test_changes_of_others_since_then_stay(report, reviewer, writer, answered, kept):
    Answer.objects.filter(pk=answered.pk).update(value=text("Le forum est né en mai.", "Il a six groupes."))
    row = compare(kept, load(report), reviewer).changed[0]
    assert (row.count, row.overlaps) == (1, 0)
    assert to_text(row.rebased.value) == "Le forum est né en juin.\n\nIl a six groupes."
    send(kept=kept, choices=Choices(answers=["key_results"]), by=reviewer)
    text_now = entry_of(report, "key_results").answers["fr"].value
    assert (
        to_text(RebasedSuggestion(Proposal.objects.get(), text_now).value)
        == "Le forum est né en juin.\n\nIl a six groupes."
    )


def test_changes_at_the_same_words_are_told(report, reviewer, answered, kept):
    Answer.objects.filter(pk=answered.pk).update(value=text("Le forum est né en avril.", "Il a cinq groupes."))
    row = compare(kept, load(report), reviewer).changed[0]
    assert (row.count, row.overlaps) == (1, 1)


def test_what_the_answer_says_already_cannot_be_sent(report, reviewer, answered, kept):
    Answer.objects.filter(pk=answered.pk).update(value=text("Le forum est né en juin.", "Il a cinq groupes."))
    row = compare(kept, load(report), reviewer).changed[0]
    assert (row.is_there_already, row.can_be_sent) == (True, False)


def test_the_same_file_again_is_said_to_be_proposed(report, reviewer, taken, kept):
    send(kept=kept, choices=Choices(answers=["key_results"]), by=reviewer)
    again = sent_back(report, reviewer, editing.changed(taken.content, ("né en mai", "né en juin")))
    row = compare(again, load(report), reviewer).changed[0]
    assert (row.is_proposed, row.can_be_sent, row.is_chosen_at_first) == (True, True, False)


def test_text_from_outside_goes_to_the_end_of_an_answer(report, reviewer, taken):
    content = editing.changed(taken.content, ("<w:sectPr>", editing.paragraph("Merci.") + "<w:sectPr>"))
    kept = sent_back(report, reviewer, content)
    send(kept=kept, choices=Choices(outside={0: "key_results"}), by=reviewer)
    assert to_text(Proposal.objects.get().value) == "Le forum est né en mai.\n\nIl a cinq groupes.\n\nMerci."


def test_text_from_outside_goes_along_with_changes(report, reviewer, taken):
    content = editing.changed(
        taken.content, ("né en mai", "né en juin"), ("<w:sectPr>", editing.paragraph("Merci.") + "<w:sectPr>")
    )
    kept = sent_back(report, reviewer, content)
    send(kept=kept, choices=Choices(answers=["key_results"], outside={0: "key_results"}), by=reviewer)
    assert to_text(Proposal.objects.get().value) == "Le forum est né en juin.\n\nIl a cinq groupes.\n\nMerci."


def test_comparing_takes_the_same_queries_for_one_answer_and_for_three(report, reviewer, taken, kept):
    more = editing.changed(taken.content, ("né en mai", "né en juin"))
    for number in (2, 3):
        line = f'<w:bookmarkStart w:id="{number}" w:name="answer_{number}"/>'
        more = editing.changed(more, (line, line + editing.paragraph("Nouveau.")))
    counts = []
    for one in (kept, sent_back(report, reviewer, more)):
        content = load(report)
        with CaptureQueriesContext(connection) as queries:
            rows = compare(one, content, reviewer).changed
            [row.html for row in rows]
        counts.append((len(rows), len(queries)))
    assert counts == [(1, 1), (3, 1)]


# --- what is refused


def refusal(report, by, content, filename="part.docx") -> str:
    with pytest.raises(Refused) as refused:
        sent_back(report, by, content, filename)
    assert not WordReturn.objects.exists()
    return refused.value.message


@pytest.mark.parametrize(
    ("filename", "content", "said"),
    [
        ("part.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is a document of old Word versions (.doc)."),
        ("part.docm", b"PK\x03\x04", "This document holds macros (.docm)."),
        ("part.pdf", b"%PDF-1.7", "A PDF cannot be imported."),
        ("part.md", b"# Text", "A file ending in “.md” does not come back this way."),
        ("part.docx", b"no archive", "This is no .docx document, or it is damaged"),
        ("part.docx", b"PK\x03\x04broken", "The file is damaged or is no text document."),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(report, reviewer, filename, content, said):
    assert refusal(report, reviewer, content, filename).startswith(said)


def test_a_bomb_is_refused(report, reviewer, taken):
    assert refusal(report, reviewer, bomb()).startswith("The file unpacks to far more")


def test_a_declaration_is_refused(report, reviewer, taken):
    content = editing.changed(taken.content, ("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document'))
    assert refusal(report, reviewer, content).startswith("The file holds declarations")


def test_a_file_without_a_reference_is_refused(report, reviewer, taken):
    content = editing.with_part(taken.content, "docProps/custom.xml", "<Properties/>")
    content = editing.patterns(content, (r"PF-\w{12}", ""), name="word/footer1.xml")
    assert refusal(report, reviewer, content).startswith("This file was not taken out here")


def test_an_unknown_reference_is_refused(report, reviewer, taken):
    content = editing.changed(taken.content, (taken.copy.reference, "AAAABBBBCCCC"), name="docProps/custom.xml")
    assert refusal(report, reviewer, content) == (
        "This file says that it was taken out as AAAABBBBCCCC, which is not known here."
    )


def test_a_file_without_any_place_to_write_on_is_refused(report, reviewer, taken):
    content = editing.without_controls(editing.without_bookmarks(editing.without_lines(taken.content)))
    assert refusal(report, reviewer, content).startswith("None of the places to write on is left")


def test_a_file_of_another_country_is_refused(report, reviewer):
    chile = ReportFactory(country=CountryFactory(chile=True))
    taken = take(chile, UserFactory(focal_point_of=chile.country), language=chile.country.languages[0])
    assert refusal(report, reviewer, taken.content) == "This file was taken out of the report of another country."


def test_a_file_of_another_version_is_refused(report, reviewer, taken):
    Report.objects.filter(pk=report.pk).update(stage=Stage.PUBLISHED)
    second = open_correction(report)
    assert refusal(second, reviewer, taken.content).startswith(
        "This file was taken out of version 1 of the report; version 2 is being written."
    )
    assert copy_of(taken.copy.reference, report) == taken.copy


def test_who_may_not_suggest_neither_takes_out_nor_sends_back(report, taken):
    observer = UserFactory(holds=(Role.OBSERVER, report.country))
    with pytest.raises(Forbidden):
        take(report, observer)
    with pytest.raises(Forbidden):
        sent_back(report, observer, taken.content)


def test_nothing_is_sent_once_the_report_is_no_draft(report, reviewer, kept):
    Report.objects.filter(pk=report.pk).update(stage=Stage.SIGN_OFF)
    kept.copy.report.refresh_from_db()
    with pytest.raises(Forbidden):
        send(kept=kept, choices=Choices(answers=["key_results"]), by=reviewer)
    kept.refresh_from_db()
    assert kept.sent_at is None


def test_a_file_that_is_nested_as_no_text_is_is_refused(report, reviewer, taken):
    deep = "<w:smartTag>" * 5_000 + "</w:smartTag>" * 5_000
    content = editing.changed(taken.content, ("<w:body>", f"<w:body><w:p>{deep}</w:p>"))
    assert refusal(report, reviewer, content).startswith("The file is far larger or more nested")


def test_an_answer_that_is_too_long_is_told_and_the_others_can_be_sent(report, reviewer, taken):
    long = editing.paragraph("mot " * 60_000)
    line = '<w:bookmarkStart w:id="2" w:name="answer_2"/>'
    kept = sent_back(report, reviewer, editing.changed(taken.content, ("né en mai", "né en juin"), (line, line + long)))
    rows = compare(kept, load(report), reviewer).changed
    assert [(row.name, row.found.problem, row.can_be_sent) for row in rows] == [
        ("key_results", "", True),
        ("difficulties", "The text is longer than 200,000 characters.", False),
    ]
    send(kept=kept, choices=Choices(answers=["key_results", "difficulties"]), by=reviewer)
    assert [one.question for one in Proposal.objects.all()] == ["key_results"]
