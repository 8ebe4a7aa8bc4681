"""A list of problems that can be read to its end: on a page and on the command line alike."""

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import ngettext

MOST_TOLD = 50


def told(problems: Sequence[object]) -> list[str]:
    """The first fifty as sentences; of what is left only the number: "and 9,950 more"."""
    sentences = [str(problem) for problem in problems[:MOST_TOLD]]
    if left := len(problems) - len(sentences):
        number = number_format(left, force_grouping=True)
        sentences.append(ngettext("and %(number)s more", "and %(number)s more", left) % {"number": number})
    return sentences
