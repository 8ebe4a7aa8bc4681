"""The ledger: who put which words in, for whom, and what became of them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from coediting import rendering
from forum.models import Membership, User
from forum.roles import Role
from reports.answers import documents
from reports.answers.attribution import Side
from reports.answers.saving import restore_revision, set_aside
from reports.content.loading import load
from reports.contributions.fragments import by_answer, by_side
from reports.contributions.ledger import Ledger
from reports.history.text_authors import whose
from reports.models import Answer, Channel, Outcome, Source, Voice
from reports.review.decisions import decide
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import propose, withdraw
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.contributions.conftest import contributions, told
from tests.reports.together import write

pytestmark = pytest.mark.django_db
BEGIN = "Le forum est né en mai."
MORE = "Il a cinq groupes de travail."


@pytest.fixture
def theirs(unions, union) -> Side:
    return Side(unions.pk, union.pk)


def test_each_author_has_the_words_that_they_put_in(report, saved, writer, member, theirs):
    saved(text(BEGIN), by=writer)
    saved(text(BEGIN, MORE), by=member)
    assert told(report) == [
        ("browser", Side(), ["Focal point"], [(BEGIN, "", "whole")]),
        ("browser", theirs, ["Member"], [(MORE, "", "whole")]),
    ]


def test_words_that_were_written_over_are_told_as_gone(report, saved, writer, member, theirs):
    saved(text(BEGIN, MORE), by=member)
    saved(text(BEGIN), by=writer)
    (one,) = contributions(report)
    assert (one.side, one.standing.words, one.standing.found, one.standing.state) == (theirs, 12, 6, "part")
    assert one.is_in_the_report


def test_of_older_texts_the_roles_of_that_day_say_for_whom(report, saved, member, theirs):
    saved(text(BEGIN), by=member)
    Voice.objects.all().delete()
    assert [one.side for one in contributions(report)] == [theirs]
    Membership.objects.filter(user=member).update(until=timezone.localdate() - timedelta(days=1))
    assert [one.side for one in contributions(report)] == [Side()]


def test_a_change_of_roles_does_not_change_what_was_noted(report, saved, member, theirs):
    saved(text(BEGIN), by=member)
    Membership.objects.filter(user=member).update(working_group=None, organisation=None)
    (one,) = contributions(report)
    assert (one.side, one.group.pk, one.organisation.pk) == (theirs, *theirs)


def test_a_version_that_is_brought_back_is_nobody_s_new_words(report, saved, writer, member):
    saved(text(BEGIN), by=member)
    answer = saved(text("Autre chose."), by=writer)
    entry = entry_of(report, "key_results")
    restore_revision(report=report, entry=entry, answer=answer, number=1, by=writer)
    assert [(one.people, one.standing.state) for one in contributions(report)] == [
        (["Member"], "whole"),
        (["Focal point"], "none"),
    ]


def test_a_version_that_was_given_up_is_nobody_s_words(report, saved, writer, member):
    answer = saved(text(BEGIN), by=writer)
    entry = entry_of(report, "key_results")
    set_aside(report=report, entry=entry, language="fr", value=text("Ma version."), seen=answer.revision, by=writer)
    assert [(one.people, len(one.pieces)) for one in contributions(report)] == [(["Focal point"], 1)]


def test_what_is_imported_is_told_with_its_file(report, saved, writer):
    saved(text(BEGIN), by=writer, channel=Channel.IMPORT)
    report.imports.create(
        file="x", filename="rapport.docx", sha256="0" * 64, language="fr", plan={}, applied_at=report.opened_at
    )
    (one,) = contributions(report)
    assert (one.source, one.note, one.side, one.people) == ("import", "rapport.docx", Side(), ["Focal point"])


def propose_more(report, by: User, **more):
    entry = entry_of(report, "key_results")
    return propose(
        report=report, entry=entry, language="fr", value=text(BEGIN, MORE), written_on=text(BEGIN), by=by, **more
    )


def settle(report, proposal, outcome: Outcome, by: User, reason: str = ""):
    entry = entry_of(report, "key_results")
    keys = [change.key for change in RebasedSuggestion(proposal, entry.answers["fr"].value).changes]
    decide(proposal=proposal, entry=entry, keys=keys, outcome=outcome, by=by, reason=reason)


def test_words_taken_over_are_their_author_s_and_not_who_took_them_over(report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    proposal = propose_more(report, member, group=unions, source=Source.MINUTES, note="Meeting of May")
    assert told(report)[1] == ("minutes", Side(unions.pk, None), ["Member"], [(MORE, "open", "none")])
    settle(report, proposal, Outcome.KEPT, writer)
    assert told(report) == [
        ("browser", Side(), ["Focal point"], [(BEGIN, "", "whole")]),
        ("minutes", Side(unions.pk, None), ["Member"], [(MORE, "kept", "whole")]),
    ]
    assert contributions(report)[1].note == "Meeting of May"


def test_words_not_taken_over_are_told_with_the_reason(report, saved, writer, member, theirs):
    saved(text(BEGIN), by=writer)
    proposal = propose_more(report, member)
    settle(report, proposal, Outcome.NOT_KEPT, writer, "Said above.")
    one = contributions(report)[1]
    assert [(piece.outcome, piece.reason, piece.decided_by) for piece in one.pieces] == [
        ("not_kept", "Said above.", "Focal point")
    ]
    assert (one.side, one.is_in_the_report) == (theirs, False)


def test_a_proposal_that_was_taken_back_says_so(report, saved, writer, member):
    saved(text(BEGIN), by=writer)
    proposal = propose_more(report, member)
    withdraw(proposal=proposal, entry=entry_of(report, "key_results"), by=member)
    assert [(piece.text, piece.outcome) for piece in contributions(report)[1].pieces] == [(MORE, "withdrawn")]


def test_by_group_the_reader_s_own_comes_first_and_nobody_s_last(report, saved, writer, member, unions):
    saved(text(BEGIN), by=writer)
    saved(text(BEGIN, MORE), by=member)
    other = WorkingGroupFactory(country=report.country, position=0)
    chair = UserFactory(holds=(Role.GROUP_CHAIR, report.country, other), name="Chair")
    AnswerFactory(report=report, question="lessons", changed_by=chair)
    found = contributions(report)
    order = [(part.title and part.title.pk, part.is_own) for part in by_side(found, [unions.pk])]
    assert order == [(unions.pk, True), (other.pk, False), (None, False)]
    assert [len(part.contributions) for part in by_answer(found)] == [2, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_it_takes_the_same_queries_however_much_there_is(
    report, saved, writer, member, unions, count, django_assert_num_queries
):
    for number in range(count):
        saved(text(f"{BEGIN} {number}"), by=writer)
        saved(text(f"{BEGIN} {number}", MORE), by=member)
        entry = entry_of(report, "key_results")
        value = text(f"{BEGIN} {number}", MORE, "Et plus.")
        one = propose(
            report=report,
            entry=entry,
            language="fr",
            value=value,
            written_on=entry.answers["fr"].value,
            by=member,
            group=unions,
            source=Source.MINUTES,
        )
        settle(report, one, Outcome.NOT_KEPT, writer, "No.")
    content = load(report)
    # proposals, decisions, who decided, voices, roles, versions, files, authors, steps (2)
    with django_assert_num_queries(10):
        assert Ledger(content).contributions()
    assert Answer.objects.count() == 1


# --- several in one version


@pytest.fixture
def together(report, writer):
    """together((value, user), …): they write the key results in French on open pages, in the same minutes."""

    def write_each(*turns) -> None:
        found = documents.open_text(report=report, entry=entry_of(report, "key_results"), language="fr", by=writer)
        for value, user in turns:
            write(found, value, by=user)
        rendering.render(found.document_id)

    return write_each


def names_on_the_page_of_words(report) -> dict[str, str]:
    """What the page "who wrote which words" says: the words, and whose."""
    return {
        stretch.text.strip(): stretch.share.user.name
        for paragraph in whose(report.texts.get()).paragraphs
        for stretch in paragraph.stretches
    }


def test_a_ministry_s_sentence_is_not_put_under_the_name_of_a_union(report, together, writer, member, theirs):
    together((text(BEGIN), writer), (text(BEGIN, MORE), member))

    assert told(report) == [
        ("browser", Side(), ["Focal point"], [(BEGIN, "", "whole")]),
        ("browser", theirs, ["Member"], [(MORE, "", "whole")]),
    ]
    assert names_on_the_page_of_words(report) == {BEGIN: "Focal point", MORE: "Member"}


def test_a_sentence_that_two_wrote_is_parted_within(report, together, writer, member, theirs):
    begun = "Nous formons dix inspecteurs"
    together((text(begun), writer), (text(f"{begun} au port de Brest."), member))

    assert told(report) == [
        ("browser", Side(), ["Focal point"], [(begun, "", "whole")]),
        ("browser", theirs, ["Member"], [("au port de Brest.", "", "whole")]),
    ]


def test_words_of_several_that_are_gone_are_told_as_theirs_together(report, together, writer, member):
    together((text(BEGIN), writer), (text(BEGIN, MORE), member))
    an_hour_ago = timezone.now() - timedelta(hours=1)
    Answer.objects.update(changed_at=an_hour_ago, began_at=an_hour_ago)
    found = report.texts.get()
    write(found, text("Tout autre chose est écrit ici."), by=member)
    rendering.render(found.document_id)

    first = contributions(report)[0]
    assert (first.side, first.label) == (Side(), "written here by several together")
    assert (first.people, first.pieces[0].standing.found) == (["Focal point", "Member"], 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_letters_take_the_same_queries_however_many_texts_there_are(
    report, writer, member, count, django_assert_num_queries
):
    for key in ["key_results", "lessons", "difficulties"][:count]:
        found = documents.open_text(report=report, entry=entry_of(report, key), language="fr", by=writer)
        write(found, text(BEGIN), by=writer)
        write(found, text(BEGIN, MORE), by=member)
        rendering.render(found.document_id)
    content = load(report)

    # without proposals nothing is asked of decisions; texts, documents, updates, hands
    with django_assert_num_queries(12):
        assert len(Ledger(content).contributions()) == 2 * count
