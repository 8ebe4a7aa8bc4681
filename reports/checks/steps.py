"""Next steps that say too little to be asked about next year."""

from collections.abc import Iterator

from django.utils.text import get_text_list
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reports.checks.material import Material, quoted
from reports.checks.problem import Finding
from reports.checks.words import excerpt
from reports.content.entries import QuestionEntry, Step

EXPECTED = ("step", "goals", "evidence", "areas")


def steps_incomplete(material: Material) -> Iterator[Finding]:
    """Next steps without something that the edition requires: in 2023 the step, goals, evidence and areas."""
    return found(material, required=True)


def steps_thin(material: Material) -> Iterator[Finding]:
    """Next steps without goals, evidence or areas, in an edition that does not require them."""
    return found(material, required=False)


def found(material: Material, *, required: bool) -> Iterator[Finding]:
    """One finding a step, naming all that it lacks."""
    for entry in material.content.entries():
        for step in entry.steps:
            lacking = [
                part
                for part in step.entries
                if not part.is_answered
                and part.question.required is required
                and (required or part.question.key in EXPECTED)
            ]
            if lacking:
                language, words = title(step, material)
                yield Finding(lacking[0], message(lacking), language, words)


def message(lacking: list[QuestionEntry]) -> str:
    language = (get_language() or "en")[:2]
    labels = [quoted(entry.label.plain(language)) for entry in lacking]
    return _("Next step %(number)s has no answer to %(fields)s.") % {
        "number": lacking[0].step_number,
        "fields": get_text_list(labels, _("and")),
    }


def title(step: Step, material: Material) -> tuple[str, str]:
    """What the step is called, in the first of the languages looked at that has a name for it."""
    written = step.entry("step").filled
    language = next((each for each in material.languages if each in written), "")
    return language, excerpt(written[language].value) if language else ""
