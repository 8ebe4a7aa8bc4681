"""A tree of HTML that can be changed: ElementTree knows neither the parent of an element nor the text beside it."""

from collections.abc import Iterator
from xml.etree.ElementTree import Comment, Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table"
    " tbody td tfoot th thead tr ul".split()
)

NO_TEXT_IN = frozenset("table thead tbody tfoot tr ul ol dl select".split())


class Page:
    """`root` is the element html. Elements may be taken out, replaced and moved while a list of them is walked."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self.parents = {child: parent for parent in root.iter() for child in parent}

    @property
    def body(self) -> Element:
        body = self.root.find("body")
        return self.root if body is None else body

    def all(self, *names: str) -> list[Element]:
        """The elements of these names, or all, in reading order; without comments."""
        return [each for each in self.root.iter() if isinstance(each.tag, str) and (not names or each.tag in names)]

    def comments(self) -> list[Element]:
        return list(self.root.iter(Comment))

    def is_there(self, element: Element) -> bool:
        """Whether an element has not been taken out, with what it stood in or alone."""
        while element is not self.root:
            parent = self.parents.get(element)
            if parent is None:
                return False
            element = parent
        return True

    def above(self, element: Element) -> Iterator[Element]:
        """What an element stands in, from the inside to the outside."""
        while (parent := self.parents.get(element)) is not None:
            yield parent
            element = parent

    def replace(self, element: Element, text: str = "", *others: Element) -> None:
        """Put a text, and elements behind it, in the place of an element. What follows it stays."""
        parent = self.parents.pop(element)
        at = list(parent).index(element)
        tail, element.tail = element.tail or "", None
        parent.remove(element)
        for number, other in enumerate(others):
            other.tail = None
            self.insert(parent, at + number, other)
        if others:
            others[-1].tail, tail = tail, ""
        if at:
            parent[at - 1].tail = (parent[at - 1].tail or "") + text + tail
        else:
            parent.text = (parent.text or "") + text + tail

    def without_brackets(self, element: Element) -> None:
        """Take away "[" right before an element and "]" right behind it."""
        parent = self.parents[element]
        at = list(parent).index(element)
        before = (parent[at - 1].tail if at else parent.text) or ""
        if before.endswith("[") and (element.tail or "").startswith("]"):
            element.tail = element.tail[1:]
            if at:
                parent[at - 1].tail = before[:-1]
            else:
                parent.text = before[:-1]

    def leave(self, element: Element, mark: str) -> None:
        """Take an element out and put a mark in its place, or in the text beside it where no text may stand."""
        parent = self.parents[element]
        self.replace(element, "" if parent.tag in NO_TEXT_IN else mark)
        if not mark or parent.tag not in NO_TEXT_IN:
            return
        beside = next((each for each in parent if isinstance(each.tag, str)), None)
        if beside is None:
            self.leave(parent, mark)
            return
        while beside.tag in NO_TEXT_IN and len(beside):
            beside = beside[0]
        beside.text = mark + (beside.text or "")

    def insert(self, parent: Element, at: int, child: Element) -> None:
        """Put an element into another, taken from wherever it was."""
        parent.insert(at, child)
        self.parents[child] = parent
        for each in child.iter():
            for below in each:
                self.parents[below] = each

    def unwrap(self, element: Element) -> None:
        """Take an element away and leave what it holds."""
        children = list(element)
        text, tail = element.text or "", element.tail or ""
        parent = self.parents[element]
        at = list(parent).index(element)
        tails = [child.tail for child in children]
        for child in children:
            element.remove(child)
        element.tail = None
        self.replace(element, text, *children)
        for child, behind in zip(children, tails, strict=True):
            child.tail = behind
        last = parent[at + len(children) - 1] if at + len(children) else None
        if last is None:
            parent.text = (parent.text or "") + tail
        else:
            last.tail = (last.tail or "") + tail


def text_of(element: Element) -> str:
    """What an element says, white space as it is written; a block ends a word."""
    return "".join(_pieces(element))


def words_of(element: Element) -> str:
    return " ".join(text_of(element).split())


def _pieces(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    yield " " if element.tag in BLOCKS or element.tag == "br" else ""
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    yield " " if element.tag in BLOCKS else ""


def new(tag: str, text: str = "", **attributes: str) -> Element:
    element = Element(tag, attributes)
    element.text = text
    return element
