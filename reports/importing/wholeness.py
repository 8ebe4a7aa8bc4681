"""What a file says, read from pandoc's tree and from the file's own parts without regard to where it will go.

This knows nothing of units and answers, on purpose: the plan is held against it.
"""

from collections.abc import Iterator
from typing import Any

SILENT_CLASSES = frozenset({"deletion", "comment-start"})
SPOKEN_META = ("title", "subtitle", "author", "date", "abstract")


def texts_of(tree: dict[str, Any]) -> list[str]:
    """Every piece of running text; not what was deleted, commented or is the description of a picture."""
    spoken = {key: tree["meta"][key] for key in SPOKEN_META if key in tree["meta"]}
    return [*_texts(list(spoken.values())), *_texts(tree["blocks"])]


def passed_over(tree: dict[str, Any], paragraphs: list[tuple[str, str]], remarked: list[str]) -> list[tuple[str, str]]:
    """The (part, text) of the paragraphs that pandoc passed over: text boxes, headers and footers; each text once."""
    body, notes = (
        "".join(_letters_of(list(_texts(tree, notes=False)))),
        "".join(_letters_of(list(_notes(tree["blocks"])))),
    )
    known = f"{body}\0{notes}\0" + "\0".join(_letters_of(remarked))
    found: dict[str, tuple[str, str]] = {}
    for part, text in paragraphs:
        letters = letters_of(text)
        # The lines of a table of contents end with a page number.
        if letters and letters not in known and letters.rstrip("0123456789") not in known:
            found.setdefault(letters, (part, " ".join(text.split())))
    return list(found.values())


def letters_of(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _letters_of(texts: list[str]) -> list[str]:
    return [letters_of(text) for text in texts]


def _texts(node: Any, notes: bool = True) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _texts(child, notes)
    elif isinstance(node, dict):
        kind, content = node.get("t"), node.get("c")
        match kind:
            case "Str" | "MetaString":
                yield content
            case "Code" | "CodeBlock" | "Math":
                yield content[1]
            case "Image" | "RawInline" | "RawBlock":
                return
            case "Span" if SILENT_CLASSES & set(content[0][1]):
                return
            case "Note" if not notes:
                return
            case "Link":
                yield from _texts(content[1], notes)
            case None:
                yield from _texts(list(node.values()), notes)
            case _:
                yield from _texts(content, notes)


def _notes(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for child in node:
            yield from _notes(child)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield from _texts(node["c"])
        else:
            yield from _notes(list(node.values()))
