"""What a file says, read from pandoc's tree and from the file's own parts without regard to where it will go.

This knows nothing of units and answers, on purpose: the plan is held against it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any

SILENT_CLASSES = frozenset({"deletion", "comment-start"})
LEAVES = frozenset("Para Plain Header CodeBlock LineBlock MetaInlines MetaString".split())
MOST_COMPARED = 100
"""Of so many paragraphs at most it is found out what is missing; of more, each is named whole."""
SPOKEN_META = ("title", "subtitle", "author", "date", "abstract")


def texts_of(tree: dict[str, Any]) -> list[str]:
    """Every piece of running text; not what was deleted, commented or is the description of a picture."""
    spoken = {key: tree["meta"][key] for key in SPOKEN_META if key in tree["meta"]}
    return [*_texts(list(spoken.values())), *_texts(tree["blocks"])]


def paragraphs_of(tree: dict[str, Any]) -> list[list[str]]:
    """The pieces of text of each paragraph."""
    return [list(each) for each in _leaves([tree["meta"].get(key) for key in SPOKEN_META] + tree["blocks"])]


def passed_over(tree: dict[str, Any], paragraphs: list[tuple[str, str]], remarked: list[str]) -> list[tuple[str, str]]:
    """The (part, text) of what pandoc passed over, each text once: whole paragraphs, or what is missing of one.

    Each paragraph of the file is held against one of the tree; only what finds none is looked for inside of others. A
    running head says nothing where a paragraph of the text says the same.
    """
    leaves = paragraphs_of(tree)
    said = Counter("".join(_letters_of(each)) for each in leaves)
    free = said + Counter(_letters_of(remarked))
    rest = []
    for part, text in paragraphs:
        letters = letters_of(text)
        if free[letters]:
            free[letters] -= 1
        elif letters and not (part == "header" and letters in said):
            rest.append((part, text))
    found: dict[str, tuple[str, str]] = {}
    others = "\0".join(free.elements())
    free_leaves = [each for each in leaves if free["".join(_letters_of(each))]]
    for part, text in rest:
        if letters_of(text) not in others:
            whole = " ".join(text.replace("\0", " ").split())
            for missing in _missing(whole, free_leaves) if len(rest) <= MOST_COMPARED else [whole]:
                found.setdefault(letters_of(missing), (part, missing))
    return list(found.values())


def unfound(tree: dict[str, Any], held: Iterable[str]) -> list[str]:
    """The paragraphs of the tree that do not stand whole in the texts, each as often as it is missing."""
    pool = "".join(map(letters_of, held))
    lost = []
    # The longest first: the short are not taken for parts of them.
    for paragraph in sorted(paragraphs_of(tree), key=lambda each: -len("".join(each))):
        letters = letters_of("".join(paragraph))
        if letters not in pool:
            lost.append(" ".join(paragraph))
        elif letters:
            pool = pool.replace(letters, "\0", 1)
    return lost


def _missing(text: str, leaves: list[list[str]]) -> list[str]:
    """What of a paragraph is not in the paragraph of the tree that says most of it; all of it where none does."""
    words = text.split()
    wanted = Counter(letters_of(word) for word in words)
    leaf = max(leaves, key=lambda each: (wanted & Counter(_letters_of(each))).total(), default=[])
    held = _letters_of(leaf)
    if 2 * (wanted & Counter(held)).total() < len(words):
        return [text]
    steps = SequenceMatcher(None, [letters_of(word) for word in words], held, autojunk=False).get_opcodes()
    stretches = [" ".join(words[first:last]) for kind, first, last, *_to in steps if kind in ("delete", "replace")]
    return [each for each in stretches if letters_of(each) and letters_of(each) not in "".join(held)]


def letters_of(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _letters_of(texts: list[str]) -> list[str]:
    return [letters_of(text) for text in texts]


def _leaves(node: Any) -> Iterator[Iterator[str]]:
    """The pieces of text of each paragraph, without its equations and notes, whose paragraphs follow it."""
    if isinstance(node, list):
        for child in node:
            yield from _leaves(child)
    elif isinstance(node, dict):
        if node.get("t") in LEAVES:
            yield _texts(node, own=True)
            yield from _leaves(list(_notes(node.get("c"))))
        elif node.get("t") == "DefinitionList":
            for term, definitions in node["c"]:
                yield _texts(term, own=True)
                yield from _leaves(definitions)
        else:
            yield from _leaves(list(node.values()))


def _notes(node: Any) -> Iterator[Any]:
    """What the outermost notes inside hold."""
    if isinstance(node, list):
        for child in node:
            yield from _notes(child)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield node["c"]
        else:
            yield from _notes(list(node.values()))


def _texts(node: Any, *, own: bool = False) -> Iterator[str]:
    """`own`: without equations, which pandoc writes in a way of its own, and without notes."""
    if isinstance(node, list):
        for child in node:
            yield from _texts(child, own=own)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        match kind:
            case "Math" | "Note" if own:
                return
            case "Str" | "MetaString":
                yield content
            case "Code" | "CodeBlock" | "Math":
                yield content[1]
            case "Image" | "RawInline" | "RawBlock":
                return
            case "Span" if SILENT_CLASSES & set(content[0][1]):
                return
            case "Link":
                yield from _texts(content[1], own=own)
            case None:
                yield from _texts(list(node.values()), own=own)
            case _:
                yield from _texts(content, own=own)
