"""How a text names the items of a roadmap: by the code, with or without the word in it, or by the title where there is
no code."""

from collections import Counter
from collections.abc import Iterable, Iterator

from richtext.names import Named, Names
from roadmaps.codes import word_of
from roadmaps.importing.assembling import NAMES
from roadmaps.models import Item, Level, Roadmap


def named(items: Iterable[Item]) -> Named:
    """The items by every name that a reference may hold. A code goes before what is left of another one without its
    word, and both before titles."""
    items = list(items)
    found = {code: item for code, item, _level in codes(items)}
    for item, titles in titles_of(items).values():
        found |= {title: item for title in titles.values() if title not in found}
    return Named(found)


def are_usual(levels: Iterable[Level]) -> bool:
    """Whether the levels are called priority, strand and objective, as sentences about roadmaps call them."""
    usual = [NAMES[position] for position in (1, 2, 3)]
    return all(
        level.position <= len(usual) and dict(level.name).items() <= dict(usual[level.position - 1]).items()
        for level in levels
    )


def anchor_named(name: str, roadmap: Roadmap) -> str:
    """The anchor of what a reference names, "" for nothing. One query the first time that a roadmap is asked."""
    if not hasattr(roadmap, "cited"):
        roadmap.cited = named(roadmap.items.select_related("level").order_by("position"))
    return roadmap.cited[name].anchor if name in roadmap.cited else ""


def names_of(items: Iterable[Item]) -> Names:
    """What a text is searched for: the codes, and what the levels are called in every language."""
    items = list(items)
    words: dict[str, set[int]] = {}
    for item in items:
        for word in {word_of(item.code), *item.level.name.values()} - {""}:
            words.setdefault(word, set()).add(item.level.position)
    return Names({code: level for code, _item, level in codes(items)}, {word: sorted(words[word]) for word in words})


def codes(items: Iterable[Item]) -> Iterator[tuple[str, Item, int]]:
    """Each code with its item and level; then, without the word before it, what is nobody's whole code:
    I.1.a of "Línea I.1.a"."""
    with_code = [item for item in items if item.code]
    taken = {item.code for item in with_code}
    yield from ((item.code, item, item.level.position) for item in with_code)
    rests = [(item.code[len(word_of(item.code)) :].strip(" :–—-"), item) for item in with_code if word_of(item.code)]
    count = Counter(rest for rest, _item in rests)
    yield from ((rest, item, item.level.position) for rest, item in rests if count[rest] == 1 and rest not in taken)


def titles_of(items: Iterable[Item]) -> dict[int, tuple[Item, dict[str, str]]]:
    """For each item without a code the title in each language, with what it stands under where others are called so."""
    items = list(items)
    by_key = {item.pk: item for item in items}
    count = Counter(title for item in items if not item.code for title in set(item.title.values()))
    found = {}
    for item in items:
        if item.code:
            continue
        titles = {}
        for language, title in item.title.items():
            above = by_key.get(item.parent_id) if count[title] > 1 else None
            beside = above and (above.code or above.title.in_language(language).text)
            titles[language] = f"{title} ({beside})" if beside else title
        found[item.pk] = (item, titles)
    return found
