"""Edits as HTML: what goes and what comes, with some of the words around it.

What is taken out stands in <del>, what is put in in <ins>; each says so in words that only screen readers hear.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from richtext import build
from richtext.edits import Edit, Token, document_of, fragment_of
from richtext.html import to_html
from richtext.reading import map_inlines, plain, to_text

Node = dict[str, Any]
AROUND = 90
"""Characters of the text before and after, or the words that hold so many."""


def edit_html(tokens: Sequence[Token], edit: Edit, id_prefix: str = "") -> SafeString:
    """One edit of these tokens in its place."""
    taken, put = tokens[edit.start : edit.end], edit.new
    if is_of_blocks(taken) or is_of_blocks(put):
        before = f'<p class="change-after">{_after(tokens, edit)}</p>'
        parts = [before, _blocks("del", taken, f"{id_prefix}del-"), _blocks("ins", put, f"{id_prefix}ins-")]
        return mark_safe("".join(parts))  # noqa: S308  escaped where it is written
    before = _clipped(reversed(list(_text_before(tokens, edit.start))), from_end=True)
    after = _clipped(_text_after(tokens, edit.end))
    changed = _pieces("del", taken) + _pieces("ins", put)
    return mark_safe(f"<p>{before}{changed}{after}</p>")  # noqa: S308  escaped where it is written


def is_of_blocks(tokens: Iterable[Token]) -> bool:
    """Whether whole blocks go or come, and not only words of one."""
    return any(token[0] == "open" for token in tokens)


def is_of_form(tokens: Sequence[Token], edit: Edit) -> bool:
    """Whether the words stay as they are, and only how they look or what they are linked to is another."""
    taken = tokens[edit.start : edit.end]
    return to_text(fragment_of(taken)) == to_text(fragment_of(edit.new)) != ""


def words_of(tag: str) -> str:
    """What is heard before it."""
    return _("Taken out:") if tag == "del" else _("Put in:")


def _pieces(tag: str, tokens: Sequence[Token]) -> str:
    return f"<{tag}>{_heard(tag)}{_inline(tokens)}</{tag}>" if tokens else ""


def _blocks(tag: str, tokens: Sequence[Token], id_prefix: str) -> str:
    if not tokens:
        return ""
    if is_of_blocks(tokens):
        body = to_html(fragment_of(tokens), heading_base=5, id_prefix=id_prefix)
        body = body or f'<p class="empty-text">{escape(_("(an empty line)"))}</p>'
    else:
        body = f"<p>{_inline(tokens)}</p>"
    return f'<{tag} class="change-block">{_heard(tag)}{body}</{tag}>'


def _heard(tag: str) -> str:
    return f'<span class="visually-hidden">{escape(words_of(tag))} </span>'


def _inline(tokens: Sequence[Token]) -> str:
    """Pieces of the text of one block; a note stands in brackets."""
    doc = document_of([("open", "paragraph", "{}"), *tokens, ("close", "paragraph")])
    html = to_html(build.doc(*(map_inlines(block, _with_notes) for block in doc["content"])))
    return html.removeprefix("<p>").removesuffix("</p>").replace("<br>", "↵<br>")


def _with_notes(content: list[Node]) -> list[Node]:
    return [build.text(f" [{_('note:')} {plain(each)}]") if each["type"] == "footnote" else each for each in content]


def _text_before(tokens: Sequence[Token], at: int) -> Iterable[Token]:
    """The tokens of the same block before this place, the nearest first."""
    for token in reversed(tokens[:at]):
        if token[0] in ("open", "close"):
            return
        yield token


def _text_after(tokens: Sequence[Token], at: int) -> Iterable[Token]:
    for token in tokens[at:]:
        if token[0] in ("open", "close"):
            return
        yield token


def _clipped(found: Iterable[Token], *, from_end: bool = False) -> str:
    tokens = list(found)
    length = 0
    kept: list[Token] = []
    for token in reversed(tokens) if from_end else tokens:
        if length > AROUND:
            break
        kept.append(token)
        length += len(token[1]) if token[0] == "text" else 1
    if from_end:
        kept.reverse()
    is_whole = len(kept) == len(tokens)
    html = _inline(kept) if kept else ""
    return html if is_whole else f"… {html}" if from_end else f"{html} …"


def _after(tokens: Sequence[Token], edit: Edit) -> str:
    """After which words whole blocks stand."""
    before = [token for token in tokens[: edit.start] if token[0] in ("text", "close")]
    text = ""
    for token in reversed(before):
        if len(text) > AROUND:
            break
        if token[0] == "text":
            text = token[1] + text
        elif text:
            break
    return escape(_("After “%(words)s”:") % {"words": text.strip()} if text.strip() else _("At the beginning:"))
