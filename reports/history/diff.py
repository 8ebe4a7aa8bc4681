"""Two values of an answer beside each other: what is only in the one, what only in the other. HTML, whatever the kind.

What is gone and what is new is told by words that are read aloud too, by a line through or under it, and by colour.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bilingual.languages import direction
from questionnaires.kinds import KINDS
from reports.content.entries import QuestionEntry
from richtext.build import doc
from richtext.differences import Block, Kind, differences, line_differences
from richtext.reading import words, words_of

FORMATTING = {
    "bold": gettext_lazy("bold"),
    "italic": gettext_lazy("italic"),
    "superscript": gettext_lazy("superscript"),
    "subscript": gettext_lazy("subscript"),
    "link": gettext_lazy("link"),
    "level": gettext_lazy("level of the heading"),
    "list": gettext_lazy("kind of list"),
    "type": gettext_lazy("kind of paragraph"),
}


def compare_html(entry: QuestionEntry, old: Any, new: Any, language: str, *, whole: bool = True) -> SafeString:
    """What changed from one value to the other; "" where nothing did. Without `whole` paragraphs that are the same are
    counted and left out. `language` is that of the text, or of the page for what is no text."""
    if old == new:
        return mark_safe("")
    if entry.per_language:
        blocks = blocks_of(entry, old, new, language)
        return format_html(
            '<div class="compared" lang="{}" dir="{}">{}</div>', language, direction(language), body(blocks, whole)
        )
    if entry.question.kind == "several":
        return several_html(entry, old, new, language)
    kind = KINDS[entry.question.kind]
    lines = [removed(kind.text(old, entry.options, language)), added(kind.text(new, entry.options, language))]
    return format_html('<p class="compared">{} {}</p>', *lines)


def blocks_of(entry: QuestionEntry, old: Any, new: Any, language: str) -> list[Block]:
    if entry.question.kind == "line":
        return [line_differences(old or "", new or "", language)]
    return differences(old or doc(), new or doc(), language, formatting=True)


def body(blocks: Iterable[Block], whole: bool) -> SafeString:
    """The blocks in reading order."""
    parts = []
    for is_same, group in groupby(blocks, key=lambda block: block.kind is Kind.SAME):
        found = list(group)
        if is_same and not whole:
            said = ngettext("%(number)s paragraph as before", "%(number)s paragraphs as before", len(found))
            line = '<p class="unchanged" lang="{}">{}</p>'
            parts.append(format_html(line, get_language(), said % {"number": len(found)}))
        else:
            parts += [block_html(block) for block in found]
    return mark_safe("".join(parts))  # noqa: S308 – each is escaped


def block_html(block: Block) -> SafeString:
    note = ""
    if block.formatting:
        named = ", ".join(str(FORMATTING.get(name, name)) for name in block.formatting)
        note = format_html(
            ' <span class="formatting" lang="{}">{}</span>',
            get_language(),
            _("Formatting alone has changed: %(what)s") % {"what": named},
        )
    shown = {Kind.REMOVED: removed, Kind.ADDED: added}
    said = format_html_join("", "{}", ((shown.get(part.kind, plain)(part.text),) for part in block.parts))
    label = hidden(_("Footnote:") + " ") if block.type == "footnote" else ""
    return format_html('<p class="{} {}">{}{}{}</p>', block.type, block.kind, label, said, note)


def plain(text: str) -> SafeString:
    return mark_safe(escape(text).replace("\n", "<br>"))  # noqa: S308 – escaped


def removed(text: str) -> SafeString | str:
    return marked("del", _("removed:"), text)


def added(text: str) -> SafeString | str:
    return marked("ins", _("added:"), text)


def marked(tag: str, said: str, text: str) -> SafeString | str:
    """The text, with words before and after it for who does not see how it is marked."""
    if not text:
        return ""
    return format_html("<{0}>{1}{2}{3}</{0}>", tag, hidden(f"[{said} "), plain(text), hidden("] "))


def hidden(words: str) -> SafeString:
    """Words of the page, within a text that may be in another language."""
    return format_html('<span class="visually-hidden" lang="{}">{}</span>', get_language(), words)


def several_html(entry: QuestionEntry, old: Any, new: Any, language: str) -> SafeString:
    """The choices one a line: those taken back, those that stay, those that came."""
    before, after = (KINDS["several"].text(value, entry.options, language).splitlines() for value in (old, new))
    lines = [removed(line) if line not in after else plain(line) for line in before]
    lines += [added(line) for line in after if line not in before]
    return format_html(
        '<ul class="plain-list compared">{}</ul>', format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    )


def words_in(entry: QuestionEntry, value: Any) -> Counter[str]:
    """The words of a text, with how often each stands in it."""
    if value is None:
        return Counter()
    return Counter(words_of(value) if entry.question.kind == "line" else words(value))


def count_words(entry: QuestionEntry, old: Any, new: Any) -> tuple[int, int] | None:
    """How many words are new and how many gone, wherever they stand; None for what is no text."""
    if not entry.per_language:
        return None
    before, after = words_in(entry, old), words_in(entry, new)
    return (after - before).total(), (before - after).total()
