"""The numbers that lists and the outline make, as they stand on the page."""

from xml.etree.ElementTree import Element

from files.numerals import lettered, roman
from files.odtnames import TEXT
from files.odtstyles import Level

DEEPEST_LEVEL = 10


class Counters:
    """How far the levels of one list have come."""

    def __init__(self) -> None:
        self.at: list[int | None] = [None] * DEEPEST_LEVEL

    def next(self, depth: int, levels: dict[int, Level], start: int | None = None) -> int:
        """Count one item of a level, 1 for the outermost; the levels below it begin again."""
        depth = min(depth, DEEPEST_LEVEL)
        for above in range(1, depth):
            if self.at[above - 1] is None:
                self.at[above - 1] = levels.get(above, Level()).start
        before = self.at[depth - 1]
        number = start if start is not None else levels.get(depth, Level()).start if before is None else before + 1
        self.at[depth - 1 :] = [number, *[None] * (DEEPEST_LEVEL - depth)]
        return number

    def label(self, depth: int, levels: dict[int, Level]) -> str:
        """What stands in front of the item counted last: "1.2.C", "3)"; "" for a level without a number."""
        depth = min(depth, DEEPEST_LEVEL)
        level = levels.get(depth)
        if level is None or not level.number:
            return ""
        written = [_written(self.at[n - 1] or 1, levels[n].number) if n in levels else "" for n in range(1, depth + 1)]
        if level.pattern:
            text = level.pattern
            for n, number in enumerate(written, start=1):
                text = text.replace(f"%{n}%", number)
            return text.strip()
        numbers = [number for number in written[max(0, depth - level.shown) :] if number]
        return f"{level.prefix}{'.'.join(numbers)}{level.suffix}".strip()


def is_code(label: str) -> bool:
    """Whether a label is more than the number of an item in its list: it names its place among several levels."""
    return "." in label.rstrip(".):")


class Lists:
    """The counters of all lists of a document; one list may go on with another."""

    def __init__(self) -> None:
        self.by_id: dict[str, Counters] = {}
        self.by_style: dict[str, Counters] = {}
        self.outline = Counters()

    def begin(self, style: str, identity: str, goes_on_with: str, goes_on: bool) -> Counters:
        counters = self.by_id.get(goes_on_with) or (self.by_style.get(style) if goes_on else None) or Counters()
        self.by_style[style] = counters
        if identity:
            self.by_id[identity] = counters
        return counters


def shows_codes(item: Element, depth: int, levels: dict[int, Level]) -> bool:
    """Whether a list below an item of this depth is numbered by codes: then the item is no list's either."""
    below = max((_depth(each) for each in item if each.tag == f"{TEXT}list"), default=0)
    shown = (levels.get(level, Level()) for level in range(depth + 1, depth + below + 1))
    return any(level.number and (level.shown > 1 or level.pattern.count("%") > 2) for level in shown)


def _depth(element: Element) -> int:
    """How many lists stand in one another."""
    below = max((_depth(each) for item in element for each in item if each.tag == f"{TEXT}list"), default=0)
    return below + 1


def _written(number: int, form: str) -> str:
    match form:
        case "a" | "A":
            text = lettered(number)
        case "i" | "I":
            text = roman(number)
        case _:
            text = str(number) if form else ""
    return text.upper() if form.isupper() else text
