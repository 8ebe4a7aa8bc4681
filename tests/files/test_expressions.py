"""No regular expression takes more than its time over foreign text: four times the text, about four times the work.

Each is run over long near-misses: runs of the characters that it is made of, the beginnings of a text that it matches
over and over, and what documents are full of. What counts is the processor's time of this thread.
"""

import re
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest

from questionnaires.loader import edition
from questionnaires.wording import _pattern, wordings
from tests.files.expressions import Expression, alphabet, expressions, sample

SIZES = (100, 400, 1_600, 6_400, 25_600, 102_400)
MARKED = 0.03
"""Seconds below which nothing is concluded."""
GROWTH = 9
"""Of the time with four times the text. In proportion it is 4, by the square 16."""
PLAIN = 0.003
"""Seconds that are measured well: growth in PROPORTION from there on needs no longer text to be believed."""
PROPORTION = 4.5
AGAIN = 2
STUFF = ["<w:r>", "<w:r ", " ", "\n", "0", "(", "[", "<", "1.", "1.1.A ", "a", "é", "“", "_", "▼ ", "|", "- "]
ENDS = ("", "\x01")


def near_misses(pattern: re.Pattern) -> Iterator[str]:
    """What is repeated to make a long text."""
    found, letters = sample(pattern), alphabet(pattern)[:12]
    whole = [found[:length] for length in {1, 2, 3, len(found) // 2, len(found) - 1, len(found)} if length > 0]
    yield from dict.fromkeys([*whole, *letters, *("".join(pair) for pair in pairwise(letters)), *STUFF])


def long_text(piece: str, size: int, end: str) -> str:
    return (piece * (size // len(piece) + 1))[:size] + end


def run(expression: Expression, text: str) -> float:
    given = text.encode("utf-8", errors="replace") if isinstance(expression.pattern.pattern, bytes) else text
    empty = b"" if isinstance(given, bytes) else ""
    best = float("inf")
    for _number in range(AGAIN):
        started = time.thread_time()
        for method in expression.methods:
            if method in ("sub", "subn"):
                expression.pattern.sub(empty, given)
            elif method == "finditer":
                for _match in expression.pattern.finditer(given):
                    pass
            else:
                getattr(expression.pattern, method)(given)
        best = min(best, time.thread_time() - started)
        if best < MARKED:
            break
    return best


def grows_too_fast(expression: Expression, piece: str, end: str) -> str:
    before = None
    for size in SIZES:
        took = run(expression, long_text(piece, size, end))
        if before and took > MARKED and took > GROWTH * before:
            return f"{piece!r} × {size}: {before:.4f} s → {took:.4f} s"
        if before and took > PLAIN and took < PROPORTION * before:
            break
        before = took
    return ""


@pytest.mark.long
@pytest.mark.parametrize("expression", expressions(), ids=str)
def test_an_expression_takes_time_in_proportion_to_its_text(expression):
    told = (grows_too_fast(expression, piece, end) for piece in near_misses(expression.pattern) for end in ENDS)
    assert next(filter(None, told), "") == ""


def test_so_do_the_wordings_of_a_form():
    """They are made into expressions one by one, and stand at the beginning of a text."""
    asked = [alias for question in edition("2023").questions for alias in wordings(question.label, question.aliases)]
    for alias in dict.fromkeys(alias for alias in asked if "*" in alias):
        expression = Expression(alias, _pattern(alias)[0], frozenset({"match"}))
        told = [grows_too_fast(expression, piece, "\x01") for piece in (sample(expression.pattern), "a ", "a")]
        assert "".join(told) == "", alias


@pytest.mark.long
def test_an_expression_that_grows_by_the_square_is_found():
    bad = Expression("bad", re.compile(r"\s+$"), frozenset({"search"}))
    assert grows_too_fast(bad, " ", "\x01") != ""


def test_the_expressions_are_found_where_they_stand():
    places = {one.place: one.methods for one in expressions()}
    assert places["questionnaires.wording._NUMBER"] == {"match"}
    assert places["files.archives.TEXT"] == {"fullmatch"}
    assert len(places) > 40
