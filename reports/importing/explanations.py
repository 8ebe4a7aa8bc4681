"""The sentences for what a plan says in codes, for the pages."""

from django.utils.translation import gettext_lazy as _

UNREAD = {
    "no_tick": _("No option is ticked in the file."),
    "several_ticked": _("More than one option is ticked in the file."),
    "exclusive": _("An option is ticked that goes with no other."),
    "unknown_ticked": _("Something is ticked that is not one of the options here."),
    "unclear_tick": _("An option is ticked in the file, but the tick stands between two options."),
    "other_only": _("Only the text of “other” could be read; nothing else is ticked in the file."),
    "written_out": _("The answer is written out, not ticked."),
}
"""Why a choice could not be read."""

NOTES = {
    "by_order": _("Found by its place: the heading names no priority."),
    "title_over_ordinal": _("The heading counts the priorities in another way; its title decided."),
    "number_at_odds": _("Its number in the file is that of another question; its wording decided."),
    "asked_twice": _("The file asks this more than once; everything below the headings is put together."),
    "by_strand": _("Found by the headings of its strands: the file does not ask the question itself."),
    "by_likeness": _("Found by likeness: the wording in the file is another."),
    "fields_by_order": _("The fields of the steps have other labels in the file; their order decided."),
    "two_languages": _("Part of this answer seems to be in a different language from the rest."),
}
"""How a question was found, where that is not plain."""

PLACES = {
    "number": _("It has the number %(first)s in the file."),
    "between": _("It stands between questions %(first)s and %(last)s."),
    "order": _("The file has as many headings here as the form has questions, in the same order."),
    "options": _("The options below it are those of this question."),
    "words": _("It uses the words of this question."),
    "contradiction": _("Its code is that of %(first)s, its title that of %(last)s."),
    "elsewhere": _("Its code is that of %(first)s, but it stands under the heading of another part."),
}
"""Why a heading in other words was taken for a question, or may be it."""


def place(code: str, near: list[str]) -> str:
    """The sentence for a reason, "" for none; the code itself where an older plan has one that is not told any more."""
    return str(PLACES.get(code, code)) % {"first": near[0] if near else "", "last": near[-1] if near else ""}


LEFTOVERS = {
    "title": _("The document’s title"),
    "text": _("Text outside the running text, such as a text box"),
    "header": _("Running head or foot of the pages"),
    "comment": _("A comment"),
    "before": _("Before the first question"),
    "after_section": _("Between the title of a part and its first question"),
    "unknown_heading": _("Under a heading that is no question of this report"),
    "alike": _("Under a heading that several priorities share: the file does not say which one is meant"),
    "contradiction": _("Under a heading that contradicts itself, or the heading above it"),
    "declined": _("Proposed for a question, and declined"),
    "too_long": _("Longer than the answer may be"),
    "below_choice": _("Below a choice that takes no text"),
    "before_steps": _("Before the first next step"),
    "unlabelled": _("With a next step, but under no label"),
    "only_headings": _("Headings without any text"),
    "refused": _("The answer cannot hold it"),
    "unproven": _("Kept whole because its place could not be proven; some of its words may be in an answer already"),
}
"""Where text stood that found no place."""

OWN = {
    "by_order": _("Found by its place: the heading names nothing of the roadmap."),
    "title_over_ordinal": _("The heading counts in another way; its title decided."),
    "by_strand": _("Found by the headings in its answer: the file does not ask the question itself."),
    "alike": _("Under a heading that fits several answers: the file does not say which one is meant"),
}
"""What is said instead where the levels of the roadmap are not called priority, strand and objective."""

REMARKS = {
    "picture": _("A picture, which answers cannot hold; its description:"),
    "equation": _("An equation; its text stands in the answer:"),
    "comment": _("A comment in the margin:"),
    "deleted": _("Text deleted with tracked changes:"),
    "dangling_link": _("A link that leads nowhere; its words stay:"),
    "refused_link": _("A link to an address that is not allowed; its words stay:"),
    "code": _("Program code of a web page:"),
    "lettered_list": _("A list with letters, which has figures here:"),
    "hidden": _("Hidden text was left out:"),
    "hidden_picture": _("A hidden picture was left out; its description:"),
    "placeholder": _("A field that nobody filled in was left out; its prompt reads:"),
    "drop_down": _("A drop-down list in which nothing was chosen was left out; it shows:"),
    "alternative_text": _("An alternative text, which answers cannot hold:"),
    "diagram": _("A diagram, which answers cannot hold; its text:"),
    "chart": _("A chart, which answers cannot hold; its text and figures:"),
    "drawn_text": _("Decorative text, which answers cannot hold:"),
    "object": _("A file embedded in the file, which is not opened:"),
    "control": _("A form control, which answers cannot hold:"),
    "field": _("A field whose text is not in the file:"),
    "chunk": _("A part of the text that is kept in another file and could not be read:"),
    "damaged_part": _("A part of the file is damaged and was not read:"),
    "unknown_part": _("A part of the file of an unknown kind was not read:"),
    "unknown_element": _("Text inside an element of an unknown kind was left out:"),
}
"""What of the file has no place in an answer."""

STAYS = {
    "changed": _("Somebody has changed it since."),
    "later_file": _("A file imported later has changed it; undo that import as well."),
    "unfit": _("The earlier text or choice no longer fits the question."),
    "written": _("Somebody has written in it since."),
    "commented": _("There are comments on it."),
    "assigned": _("It is assigned to somebody."),
    "proposed": _("Changes to it have been proposed."),
}
"""Why an answer or a step stays when an import is undone."""
