"""What the style sheets of a page say of each of its elements: what is hidden, which font, what is put before."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

WANTED = frozenset(
    "display visibility mso-hide font-family font font-weight font-style vertical-align margin-left mso-list content"
    " mso-element".split()
)
Styles = dict[Element, dict[str, str]]


def styles_of(root: Element) -> tuple[Styles, dict[Element, str]]:
    """The properties of each element that we look at, and the letters that a rule puts in front of an element."""
    matcher = cssselect2.Matcher()
    for rule in _rules("\n".join(each.text or "" for each in root.iter("style"))):
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue
        declared = _declared(tinycss2.parse_blocks_contents(rule.content))
        for selector in selectors if declared else ():
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
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("mso-hide") == "all"
    )


def _rules(sheet: str) -> Iterator[tinycss2.ast.QualifiedRule]:
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content is not None:
            # A condition, as for narrow screens or for dark ones, is taken for not met.
            media = {" ".join(each.split()) for each in tinycss2.serialize(rule.prelude).casefold().split(",")}
            if media & {"screen", "all", "only screen"}:
                yield from _rules(tinycss2.serialize(rule.content))


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
