"""From minutes to proposals: where words are added, for whom they are proposed, and that twice is once."""

from datetime import date

import pytest

from forum.access import Forbidden
from forum.models import User
from forum.roles import Role
from reports.content.templates import starting_text
from reports.meetings.minutes import Meeting, headings_of, made_from, propose_minutes, wanted, with_added
from reports.models import Proposal, Report, Source
from reports.rights.minutes import may_enter, may_speak_for
from richtext.build import bullet_list, doc, heading, objective, paragraph
from richtext.reading import to_text
from tests.factories.forum import CountryFactory, OrganisationFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, ReportFactory, entry_of, text
from tests.reports.meetings.conftest import TEXT

pytestmark = pytest.mark.django_db
ADDED = text("Ajouté.")


def strand(code: str):
    return heading(1, objective(code), " Titre")


def test_words_are_added_at_the_end():
    assert with_added(TEXT, doc(bullet_list("Un", "Deux"))) == doc(*TEXT["content"], bullet_list("Un", "Deux"))
    assert with_added(doc(), ADDED) == ADDED


def test_words_are_added_under_the_heading_of_a_strand():
    one, two = (strand("1.1"), paragraph("Un."), heading(2, "Plus"), paragraph("…")), (strand("1.2"), paragraph())
    written = doc(*one, *two)
    assert with_added(written, ADDED, "1.1") == doc(*one, *ADDED["content"], *two)
    assert with_added(written, ADDED, "1.2") == doc(*one, two[0], *ADDED["content"])
    assert with_added(written, ADDED, "1.9") == doc(*one, two[0], *ADDED["content"])


def test_a_text_that_has_not_begun_begins_with_its_strands():
    report = ReportFactory()
    entry = entry_of(report, "progress", "1")
    wish = wanted(entry, "en", changed=None, base=None, added=ADDED, under="1.1")
    assert wish.base == starting_text(entry, "en")
    assert to_text(wish.value).split("\n")[-1] == "Ajouté."
    assert headings_of(entry, wish.base) == ["1.1"]


def test_who_enters_minutes_for_whom(report, writer, chair, unions):
    other = WorkingGroupFactory(country=report.country)
    translator = UserFactory(holds=(Role.TRANSLATOR, report.country))
    observer = UserFactory(holds=(Role.OBSERVER, report.country, unions))
    may = {
        (user, group): bool(may_speak_for(user, report, group))
        for user in (writer, chair, translator, observer)
        for group in (unions, other, None)
    }
    assert [pair for pair, allowed in may.items() if allowed] == [
        (writer, unions),
        (writer, other),
        (writer, None),
        (chair, unions),
    ]
    assert [bool(may_enter(user, report)) for user in (writer, chair, translator, observer)] == [
        True,
        True,
        False,
        False,
    ]


def enter(report, by: User, group, *, page="page", meeting="Plenary", organisation=None, **wish) -> list[Proposal]:
    entry = entry_of(report, "key_results")
    said = wanted(entry, "fr", **({"changed": None, "base": None, "added": ADDED} | wish))
    when = Meeting(meeting, date(2023, 5, 4), group, organisation)
    return propose_minutes(report=report, language="fr", meeting=when, wishes=[said], by=by, page=page)


def test_what_the_meeting_wants_becomes_a_proposal_of_the_group(report, answered, chair, unions):
    union = OrganisationFactory(country=report.country)
    (made,) = enter(report, chair, unions, organisation=union)
    assert (made.author, made.group, made.organisation, made.source, made.note) == (
        chair,
        unions,
        union,
        Source.MINUTES,
        "Plenary, 4 May 2023",
    )
    assert (made.base, made.value) == (TEXT, doc(*TEXT["content"], *ADDED["content"]))


def test_twice_is_once_and_other_words_are_another_proposal(report, answered, chair, unions):
    first, again = enter(report, chair, unions), enter(report, chair, unions)
    assert first == again
    (other,) = enter(report, chair, unions, added=text("Autre."))
    assert made_from(report, "page", chair) == [*first, other]
    assert made_from(report, "", chair) == []
    assert len(enter(report, chair, unions, page="another")) == 1
    assert Proposal.objects.count() == 3


def test_what_others_changed_since_the_page_was_filled_stays(report, answered, chair, unions):
    AnswerFactory._meta.model.objects.update(value=text("Le forum est né en juin.", "Il a cinq groupes."))
    (made,) = enter(
        report, chair, unions, base=TEXT, changed=text("Le forum est né en mai.", "Il en a six."), added=None
    )
    assert to_text(made.value) == "Le forum est né en juin.\n\nIl en a six."


def test_a_wish_that_changes_nothing_makes_no_proposal(report, answered, chair, unions):
    assert enter(report, chair, unions, base=TEXT, changed=TEXT, added=doc()) == []


def test_nobody_speaks_for_another_group_or_another_country(report, answered, chair, writer):
    for group in (WorkingGroupFactory(country=report.country), None):
        with pytest.raises(Forbidden):
            enter(report, chair, group)
    chile = WorkingGroupFactory(country=CountryFactory(chile=True))
    with pytest.raises(Forbidden):
        enter(report, writer, chile)
    assert Report.objects.get(pk=report.pk).proposals.count() == 0
