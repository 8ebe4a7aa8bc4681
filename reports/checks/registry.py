"""The table of the checks: name, level, function, and what it is about in a sentence."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reports.checks.acronyms import acronyms_two_ways, acronyms_unexplained
from reports.checks.answers import follow_ups, languages_missing, required_missing
from reports.checks.dates import dates_outside
from reports.checks.figures import figures_contradict
from reports.checks.headings import headings_bare, headings_empty
from reports.checks.letters import letters_unprintable
from reports.checks.links import links_wrong
from reports.checks.material import Material
from reports.checks.objectives import codes_unknown, objectives_few, objectives_unreported
from reports.checks.problem import Finding, Level
from reports.checks.repetition import paragraphs_repeated, paragraphs_unchanged
from reports.checks.steps import steps_incomplete, steps_thin


@dataclass(frozen=True)
class Check:
    """One check. `title` names what it finds; `why` says in a sentence what is looked at and why it matters."""

    level: Level
    find: Callable[[Material], Iterator[Finding]]
    title: Promise
    why: Promise
    own: tuple[Promise, Promise] | None = None
    """Both for a roadmap whose levels are not called priority, strand and objective."""

    @property
    def name(self) -> str:
        return self.find.__name__


CHECKS: tuple[Check, ...] = (
    Check(
        Level.ERROR,
        required_missing,
        _("Required answers are missing"),
        _("A report is complete when every required question that is asked has an answer."),
    ),
    Check(
        Level.ERROR,
        steps_incomplete,
        _("Next steps are incomplete"),
        _("A step is asked about next year: without its goals, evidence and areas nobody can say how far it has got."),
    ),
    Check(
        Level.ERROR,
        codes_unknown,
        _("Objectives that the roadmap does not have"),
        _("A code in a text leads to the roadmap; one that is not there is a slip, or means an earlier roadmap."),
        (
            _("References to what the roadmap does not have"),
            _("A code in a text leads to the roadmap; one that is not there is a slip, or means an earlier roadmap."),
        ),
    ),
    Check(
        Level.WARNING,
        follow_ups,
        _("Questions that hang together do not agree"),
        _("Some questions follow from another one: they need an answer when it calls for one, and only then."),
    ),
    Check(
        Level.WARNING,
        steps_thin,
        _("Next steps say little"),
        _("Goals, evidence and areas of intervention let others see what a step is to bring."),
    ),
    Check(
        Level.WARNING,
        objectives_unreported,
        _("Objectives with nothing reported"),
        _("Readers look for every objective of the roadmap; if nothing was done for one, a sentence can say why."),
        (
            _("Parts of the roadmap with nothing reported"),
            _("Readers look for every part of the roadmap; if nothing was done for one, a sentence can say why."),
        ),
    ),
    Check(
        Level.WARNING,
        objectives_few,
        _("Priorities whose text names hardly any objective"),
        _("Where one priority cites its objectives and another does not, its actions cannot be found by objective."),
        (
            _("Answers that name hardly anything of the roadmap"),
            _("Where one answer cites the roadmap and another does not, what it tells cannot be found by the roadmap."),
        ),
    ),
    Check(
        Level.WARNING,
        dates_outside,
        _("Dates outside the reporting period"),
        _("What is reported as done should have been done in the period; another date may be a slip in the year."),
    ),
    Check(
        Level.WARNING,
        paragraphs_repeated,
        _("Text that stands in the report twice"),
        _("Paragraphs and sentences are compared with all that stands before them, small changes left aside."),
    ),
    Check(
        Level.WARNING,
        paragraphs_unchanged,
        _("Text unchanged since last year"),
        _("A paragraph of last year’s report says nothing about this period unless it is brought up to date."),
    ),
    Check(
        Level.WARNING,
        acronyms_two_ways,
        _("Acronyms in two forms"),
        _("One name should have one acronym, and one acronym one name."),
    ),
    Check(
        Level.WARNING,
        acronyms_unexplained,
        _("Acronyms that are not explained"),
        _("Readers in other countries do not know national acronyms: write each out where it first stands."),
    ),
    Check(
        Level.WARNING,
        figures_contradict,
        _("Figures that contradict each other"),
        _("The same thing, counted for the same year and by the same body, should have the same figure everywhere."),
    ),
    Check(
        Level.WARNING,
        links_wrong,
        _("Links that cannot be right"),
        _("Addresses are read, not tried: one with a space, without an ending or of one’s own machine fails for all."),
    ),
    Check(
        Level.WARNING,
        headings_empty,
        _("Empty headings"),
        _("An empty heading leaves a gap on paper and an entry without words in the list of contents."),
    ),
    Check(
        Level.WARNING,
        headings_bare,
        _("Headings with no text below"),
        _("A heading promises a text; if nothing was done under it, a sentence can say so."),
    ),
    Check(
        Level.WARNING,
        letters_unprintable,
        _("Characters that cannot be printed"),
        _("The PDF can show Latin, Greek, Cyrillic and Arabic letters; any other character becomes an empty box."),
    ),
    Check(
        Level.WARNING,
        languages_missing,
        _("Texts missing in a language"),
        _("The country reports in several languages; what is missing in one is printed in the other."),
    ),
)


def checks_for(has_usual_levels: bool) -> tuple[Check, ...]:
    """The checks in the words that go with the roadmap."""
    if has_usual_levels:
        return CHECKS
    return tuple(replace(one, title=one.own[0], why=one.own[1]) if one.own else one for one in CHECKS)


BY_NAME = {check.name: check for check in CHECKS}
