"""What a file shows, or hides, and no text can hold: it is left out where it stood, and named.

A mark stands in its place in the XML, HTML or Markdown that the reader gets, and comes back in the reader's tree as an
empty span of the class LEFT_OUT. Marks are made of two characters that Unicode keeps out of all text.
"""

import re
from dataclasses import dataclass, field
from typing import Any

LEFT_OUT = "left-out"
HEADING = "heading"
"""A mark of another kind: the paragraph behind it is a heading, of the level that its text says."""
_MARK = re.compile("\ufdd0([0-9]{1,6})\ufdd1")
_STRAY = re.compile("[\ufdd0\ufdd1]")
_PROMPTS = frozenset(
    {
        "cliquez ou appuyez ici pour entrer du texte", "cliquez ici pour entrer du texte", "choisissez un élément",
        "cliquez ou appuyez ici pour entrer une date", "cliquez ou appuyez pour entrer une date",
        "cliquez ici pour entrer une date", "click or tap here to enter text", "click here to enter text",
        "click or tap to enter a date", "click here to enter a date", "choose an item",
        "haga clic o pulse aquí para escribir texto", "haga clic aquí para escribir texto", "elija un elemento",
        "haga clic aquí o pulse para escribir una fecha", "haga clic aquí para escribir una fecha",
        "clique ou toque aqui para introduzir texto", "clique ou toque aqui para inserir o texto", "escolha um item",
        "escolher um item", "clique ou toque para introduzir uma data", "clique ou toque aqui para inserir uma data",
        "klicken oder tippen sie hier, um text einzugeben", "klicken sie hier, um text einzugeben",
        "wählen sie ein element aus", "klicken oder tippen sie, um ein datum einzugeben",
        "fare clic o toccare qui per immettere il testo", "fare clic qui per immettere testo", "scegliere un elemento",
        "klik of tik om tekst in te voeren", "kies een item", "انقر أو اضغط هنا لإدخال نص", "اختر عنصرًا",
    }
)  # fmt: skip
"""What Word writes into content controls while nobody has filled them in, in the languages that countries use."""


def is_prompt_of_word(text: str) -> bool:
    return " ".join(text.split()).casefold().rstrip(" .") in _PROMPTS


@dataclass(frozen=True)
class LeftOut:
    """`what` is one of the kinds of `reports.importing.explanations.REMARKS`; `text` what it says."""

    what: str
    text: str = ""


@dataclass
class LeavingOut:
    """Gathers what is left out of one file."""

    things: list[LeftOut] = field(default_factory=list)

    def mark(self, what: str, text: str = "") -> str:
        """Note one thing; gives the mark to put in its place."""
        self.things.append(LeftOut(what, " ".join(_STRAY.sub("", text).split())))
        return f"\ufdd0{len(self.things) - 1}\ufdd1"


def without_marks(text: str) -> str:
    """Foreign text, in which no mark of ours may stand."""
    return _STRAY.sub("", text)


def unmarked(text: str) -> str:
    """Text of ours without its marks."""
    return _STRAY.sub("", _MARK.sub("", text))


def left_out_span(thing: LeftOut) -> dict[str, Any]:
    """What stands in the reader's tree in the place of a thing."""
    return {"t": "Span", "c": [["", [LEFT_OUT], [["what", thing.what], ["text", thing.text]]], []]}


def placed(tree: Any, things: list[LeftOut]) -> tuple[Any, list[LeftOut]]:
    """The reader's tree with a span in the place of each mark, and what has no place in the tree."""
    work = _Placing(things)
    return work.of(tree), [thing for number, thing in enumerate(things) if number not in work.seen]


class _Placing:
    def __init__(self, things: list[LeftOut]) -> None:
        self.things = things
        self.seen: set[int] = set()

    def of(self, node: Any) -> Any:
        if isinstance(node, list):
            return [made for child in node for made in self.pieces(child)]
        if isinstance(node, dict):
            return {key: self.of(child) for key, child in node.items()}
        return unmarked(node) if isinstance(node, str) else node

    def pieces(self, child: Any) -> list[Any]:
        if not (isinstance(child, dict) and child.get("t") == "Str" and "\ufdd0" in child["c"]):
            return [self.of(child)]
        pieces = _MARK.split(child["c"])
        made: list[Any] = []
        for text, number in zip(pieces[::2], [*pieces[1::2], ""], strict=True):
            if text := _STRAY.sub("", text):
                made.append({"t": "Str", "c": text})
            if number and int(number) >= len(self.things):  # no mark of ours: its figures are the file's
                made.append({"t": "Str", "c": number})
            elif number and int(number) not in self.seen:
                self.seen.add(int(number))
                made.append(left_out_span(self.things[int(number)]))
        return made
