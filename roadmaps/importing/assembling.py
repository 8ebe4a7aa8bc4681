"""Rows of a file become a tree: on which level each item stands, and under which other one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from bilingual.text import Text
from roadmaps.codes import DEEPEST, anchor_of, parts_of, word_of
from roadmaps.importing.checking import check_code, check_title, is_date, read_day, twice
from roadmaps.importing.reading import ITEM_LIMIT, Problem, ReadItem, Row, one_line

LETTERED = re.compile(r"[1-9][0-9]?(?:\.[1-9][0-9]?)?(?:\.[A-Z]{1,2})?")
"""Codes that tell their level by themselves: 1, 1.2, 1.2.C, or 1.C where there is no strand."""
NAMES = {
    1: Text.of(
        en="priority", fr="priorité", es="prioridad", pt="prioridade", ar="أولوية", de="Priorität", nl="prioriteit"
    ),
    2: Text.of(en="strand", fr="volet", es="componente", pt="vertente", ar="محور", de="Teilbereich", nl="onderdeel"),
    3: Text.of(en="objective", fr="objectif", es="objetivo", pt="objetivo", ar="هدف", de="Ziel", nl="doelstelling"),
    4: Text.of(
        en="activity", fr="activité", es="actividad", pt="atividade", ar="نشاط", de="Aktivität", nl="activiteit"
    ),
    5: Text.of(
        en="sub-activity",
        fr="sous-activité",
        es="subactividad",
        pt="subatividade",
        ar="نشاط فرعي",
        de="Teilaktivität",
        nl="deelactiviteit",
    ),
}
"""What levels are called that have no names of their own."""
_MARK = re.compile(r"(?<![^\W\d])([^\W\d]++)\d")


def assemble(rows: Sequence[Row], problems: list[Problem], *, is_whole: bool = True) -> tuple[ReadItem, ...]:
    """The items in their order, what stands under one behind it; what is wrong is added to the problems.

    Where a row is missing (not `is_whole`), nobody can say that another stands under none.
    """
    if len(rows) > ITEM_LIMIT:
        problems.append(Problem(0, _("There are more than %(limit)s items in the file.") % {"limit": ITEM_LIMIT}))
        return ()
    items = [item_of(row, problems) for row in rows]
    is_whole = is_whole and not any(is_date(item.code) for item in items)
    by_anchor: dict[str, int] = {}
    for row, item in zip(rows, items, strict=True):
        if item.code and by_anchor.setdefault(anchor_of(item.code), item.line) != item.line:
            problems.append(twice(row, item.code, by_anchor[anchor_of(item.code)]))
    if without_level := uncoded_among_lettered(rows, items):
        problems.extend(row.problem(_("there is no code"), "code") for row in without_level)
        is_whole = False
    levels = levels_of(rows, [item.code for item in items])
    if max(levels, default=0) > DEEPEST:
        message = _("The items stand on %(count)s levels; a roadmap has at most %(limit)s.")
        problems.append(Problem(0, message % {"count": max(levels), "limit": DEEPEST}))
    items = [replace(item, level=level) for item, level in zip(items, levels, strict=True)]
    parents = parents_of(items, [row.level is not None for row in rows])
    for row, item, parent in zip(rows, items, parents, strict=True):
        if is_whole:
            problems.extend(place_problems(row, item, items[parent] if parent is not None else None))
    if not items and not problems:
        problems.append(Problem(0, _("There is no item in the file.")))
    return in_reading_order(items, parents)


def uncoded_among_lettered(rows: Sequence[Row], items: Sequence[ReadItem]) -> list[Row]:
    """The few rows without a code where nothing but the codes tells the level."""
    if any(row.word or row.level for row in rows):
        return []
    without = [row for row, item in zip(rows, items, strict=True) if not item.code]
    lettered = all(LETTERED.fullmatch(item.code) for item in items if item.code)
    return without if lettered and 2 * len(without) <= len(rows) else []


def item_of(row: Row, problems: list[Problem]) -> ReadItem:
    code = check_code(row, problems)
    title = check_title(
        {language: one_line(text) for language, text in row.titles.items()}, row.line, problems, row.columns
    )
    if not title:
        problems.append(row.problem(_("there is no title")))
    retired_on = read_day(row.retired_on, row.line, problems, row.columns.get("retired_on", 0))
    return ReadItem(code, title, 1, None, retired_on, tuple(row.details), row.line)


def place_problems(row: Row, item: ReadItem, parent: ReadItem | None) -> Iterable[Problem]:
    above = item.code.rpartition(".")[0] if LETTERED.fullmatch(item.code) and row.level is None else ""
    if above and (parent is None or parent.code != above):
        message = _("%(code)s stands under %(parent)s, which is not in the file")
        yield Problem(item.line, message % {"code": item.code, "parent": above})
    elif item.level > 1 and parent is None:
        yield row.problem(_("it would stand under an item of a higher level, and there is none before it"))
    elif parent and parent.retired_on and not item.retired_on:
        message = _("%(code)s stands under %(parent)s, which is retired")
        yield Problem(item.line, message % {"code": item.code or item.title.in_language(""), "parent": parent.code})


def levels_of(rows: Sequence[Row], codes: Sequence[str]) -> list[int]:
    """The level of each row: by its place, by the word in a column of levels, else by its code."""
    if all(row.level is not None for row in rows):
        return [row.level or 1 for row in rows]
    if any(row.word for row in rows):
        words = list(dict.fromkeys(row.word.casefold() for row in rows))
        if all(word.isdigit() for word in words):
            words.sort(key=int)
        return [words.index(row.word.casefold()) + 1 for row in rows]
    if all(LETTERED.fullmatch(code) for code in codes):
        return [3 if code[-1].isalpha() else code.count(".") + 1 for code in codes]
    kinds = [kind_of(code) for code in codes]
    order: list[tuple[int, str]] = []
    for kind in kinds:
        if kind not in order:
            order.append(kind)
    plain = sorted(kind for kind in order if not kind[1] and kind[0])
    ordered = iter(plain)
    order = [next(ordered) if kind in plain else kind for kind in order]  # 1.1 stands below 1, whichever comes first
    same = {kind: merged(kind, order) for kind in order}
    order = [kind for kind in order if same[kind] == kind]
    return [order.index(same[kind]) + 1 for kind in kinds]


def default_names(items: Sequence[ReadItem], named: int = 0) -> tuple[Text, ...]:
    """Names for as many levels as the items need, or as are named; three where the codes tell the level."""
    lettered = 3 if items and all(LETTERED.fullmatch(item.code) for item in items) else 0
    count = max([lettered, named, *(item.level for item in items)])
    return tuple(NAMES[min(level, DEEPEST)] for level in range(1, count + 1))


def kind_of(code: str) -> tuple[int, str]:
    """How many parts a code has, and the word or the letters that its number follows; (0, "") without a code."""
    parts = parts_of(code)
    if word := word_of(code):
        return len(parts), word.casefold()
    mark = _MARK.match(parts[0]) if parts else None
    return len(parts), mark[1].casefold() if mark else ""


def merged(kind: tuple[int, str], order: list[tuple[int, str]]) -> tuple[int, str]:
    """1.2 stands where "Output 1.2" does: a code without a word, beside the only kind that has as many parts."""
    count, word = kind
    alike = [other for other in order if other[0] == count and other != kind]
    return alike[0] if count > 1 and not word and len(alike) == 1 else kind


def parents_of(items: Sequence[ReadItem], is_placed: Sequence[bool]) -> list[int | None]:
    """Of each item the place of its parent: by their codes, else the last one before it on a higher level."""
    by_parts = {parts_of(item.code): place for place, item in reversed(list(enumerate(items))) if item.code}
    path: list[int] = []
    found: list[int | None] = []
    for place, item in enumerate(items):
        path = [above for above in path if items[above].level < item.level]
        parts = parts_of(item.code) if item.code and not is_placed[place] else ()
        by_code = (by_parts.get(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        parent = next((one for one in by_code if one is not None and items[one].level < item.level), None)
        found.append(parent if parent is not None else path[-1] if path else None)
        path.append(place)
    return found


def in_reading_order(items: Sequence[ReadItem], parents: Sequence[int | None]) -> tuple[ReadItem, ...]:
    below: dict[int | None, list[int]] = {}
    for place, parent in enumerate(parents):
        below.setdefault(parent, []).append(place)
    ordered: list[ReadItem] = []

    def put(place: int, parent: int | None) -> None:
        here = len(ordered)
        ordered.append(replace(items[place], parent=parent))
        for child in below.get(place, []):
            put(child, here)

    for root in below.get(None, []):
        put(root, None)
    return tuple(ordered)


def numbered(items: Sequence[ReadItem]) -> tuple[ReadItem, ...]:
    """With a code for each item that has none: its place under its parent, 1.2.3. Codes that stand there stay."""
    taken = {anchor_of(item.code) for item in items if item.code}
    result: list[ReadItem] = []
    counts: dict[int | None, int] = {}
    for item in items:
        code = item.code
        while not code or (code != item.code and anchor_of(code) in taken):
            counts[item.parent] = counts.get(item.parent, 0) + 1
            above = f"{result[item.parent].code}." if item.parent is not None else ""
            code = f"{above}{counts[item.parent]}"
        taken.add(anchor_of(code))
        result.append(replace(item, code=code))
    return tuple(result)
