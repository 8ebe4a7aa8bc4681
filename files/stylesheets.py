"""What the style sheets of a page say of each of its elements: what is hidden, which font, what is put before."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2
from django.utils.translation import gettext as _

from files.checks import Refused

WANTED = frozenset(
    "display visibility mso-hide font-family font font-weight font-style vertical-align margin-left mso-list content"
    " mso-element content-visibility opacity font-size text-indent position left top".split()
)
MOST_WORK = 1_000_000
"""How many times a rule may be held against an element: some three seconds."""
LONGEST_SELECTOR = 2_000
WIDTH = 1280
"""Of the screen on which a page is seen, in pixels."""
_WIDTH = re.compile(r"\((min|max)-width ?: ?(\d{1,5}(?:\.\d{1,3})?)(px|r?em)\)")
_FAR = re.compile(r"-\d{4,9}(?:\.\d{1,9})?(?:px|pt)|-\d{3,9}(?:\.\d{1,9})?r?em")
Styles = dict[Element, dict[str, str]]


def styles_of(root: Element) -> tuple[Styles, dict[Element, str]]:
    """The properties of each element that we look at, and the letters that a rule puts in front of an element."""
    matcher = Matcher()
    sheets = [each for each in root.iter("style") if _is_met(each.get("media", "all"))]
    for prelude, declared in (rule for sheet in sheets for rule in _rules(sheet.text or "")):
        try:
            selectors = cssselect2.compile_selector_list(prelude)
        except cssselect2.SelectorError:
            continue
        for selector in selectors:
            matcher.add_selector(selector, declared)
    styles: Styles = {}
    before: dict[Element, str] = {}
    for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_subtree():
        element = wrapper.etree_element
        normal: dict[str, str] = {}
        important: dict[str, str] = {}
        for _specificity, _order, pseudo, declared in matcher.match(wrapper):
            if pseudo is None:
                _cascade(declared, normal, important)
            elif pseudo == "before":
                content: dict[str, str] = {}
                _cascade(declared, content, content)
                before[element] = content.get("content", before.get(element, ""))
        if "style" in element.attrib:
            _cascade(_declared(tinycss2.parse_blocks_contents(element.get("style"))), normal, important)
        if normal or important:
            styles[element] = normal | important
    return styles, {element: letters for element, content in before.items() if (letters := _letters(content))}


def is_hidden(style: dict[str, str]) -> bool:
    kinds = ("display", "none"), ("mso-hide", "all"), ("content-visibility", "hidden")
    return (
        any(style.get(name) == value for name, value in kinds) or is_zero(style.get("opacity", "")) or _is_away(style)
    )


def is_zero(value: str) -> bool:
    return bool(value) and value.rstrip("abcdefghijklmnopqrstuvwxyz%").strip("0.") == "" and value[0] in "0."


def _is_away(style: dict[str, str]) -> bool:
    """Whether it stands far outside of the page. What is cut down to nothing in its place is there to be heard."""
    is_placed = style.get("position") in ("absolute", "fixed")
    sides = ("text-indent", "left", "top") if is_placed else ("text-indent",)
    return any(_FAR.match(style.get(side, "")) for side in sides)


def is_invisible(style: dict[str, str]) -> bool:
    """Hidden, save for what stands inside and is made visible again."""
    return style.get("visibility") in ("hidden", "collapse")


class Matcher(cssselect2.Matcher):
    """Raises Refused where rules would be held against elements all too often."""

    work = 0

    def add_relevant_selectors(self, element, selectors: list, relevant_selectors: list) -> None:
        self.work += len(selectors)
        if self.work > MOST_WORK:
            raise Refused(
                _(
                    "The style sheets of this page have far more rules than a report needs. "
                    "Open it in your word processor, save it as .docx and import that."
                )
            )
        super().add_relevant_selectors(element, selectors, relevant_selectors)


def _rules(sheet: str | list, around: str = "") -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """The selectors and declarations of each rule; `around` are the selectors of the rule that it stands in."""
    for rule in tinycss2.parse_blocks_contents(sheet) if around else tinycss2.parse_stylesheet(sheet):
        if rule.type == "qualified-rule":
            prelude = tinycss2.serialize(rule.prelude).strip()
            if around:
                own = f":is({around})"
                prelude = prelude.replace("&", own) if "&" in prelude else f"{own} {prelude}"
            if len(prelude) > LONGEST_SELECTOR:
                continue
            if declared := _declared(tinycss2.parse_blocks_contents(rule.content)):
                yield prelude, declared
            yield from _rules(rule.content, prelude)
        elif rule.type == "at-rule" and rule.content is not None:
            name, condition = rule.lower_at_keyword, tinycss2.serialize(rule.prelude)
            if name in ("layer", "supports", "scope") or (name == "media" and _is_met(condition)):
                yield from _rules(rule.content, around)


def _is_met(media: str) -> bool:
    """Whether a screen of WIDTH pixels meets one of the conditions; what else they ask for, it has not."""
    return any(_is_query_met(" ".join(each.split())) for each in media.casefold().split(","))


def _is_query_met(query: str) -> bool:
    is_negated = query.startswith("not ")
    parts = query.removeprefix("not ").removeprefix("only ").split(" and ")
    widths = [_WIDTH.fullmatch(part) for part in parts]
    met = all(
        part in ("", "screen", "all") or (found is not None and _fits(found))
        for part, found in zip(parts, widths, strict=True)
    )
    return met is not is_negated


def _fits(found: re.Match[str]) -> bool:
    pixels = float(found[2]) * (1 if found[3] == "px" else 16)
    return pixels <= WIDTH if found[1] == "min" else pixels >= WIDTH


def _declared(nodes: list) -> list[tuple[str, str, bool]]:
    return [
        (node.lower_name, tinycss2.serialize(node.value).strip(), node.important)
        for node in nodes
        if node.type == "declaration" and node.lower_name in WANTED
    ]


def _cascade(declared: list[tuple[str, str, bool]], normal: dict[str, str], important: dict[str, str]) -> None:
    for name, value, is_important in declared:
        (important if is_important else normal)[name] = value if name == "content" else value.casefold()


def _letters(content: str) -> str:
    """The strings of `content: "☒ "`; where a counter is among them, it is the number of a list."""
    tokens = [token for token in tinycss2.parse_component_value_list(content) if token.type != "whitespace"]
    return "".join(token.value for token in tokens) if all(token.type == "string" for token in tokens) else ""
