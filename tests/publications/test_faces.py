"""Letters as the PDF draws them. Its text layer can be right where the page is wrong: it is not looked at here."""

import os
import subprocess
import sys
import unicodedata
from functools import cache
from hashlib import sha256
from html import escape
from itertools import groupby
from pathlib import Path

import pytest

from publications import pdf
from publications.letters import set_letters
from publications.typography import set_html
from richtext.printable import unprintable
from tests.publications.drawn import Glyph, Outline, face, glyph_in, glyphs_of, outlines_of
from tests.publications.odd import MARKED

STACKS = {
    "serif": ("source-serif", "noto-serif", "source-sans", "noto-sans", "noto-naskh"),
    "sans": ("source-sans", "noto-sans", "source-serif", "noto-serif", "noto-naskh"),
}
"""Where publications/fonts.conf says that a letter is looked for, in this order."""

STYLES = {
    "a paragraph": ("serif", 400, "normal", "<p>{}</p>"),
    "italics": ("serif", 400, "italic", "<p><em>{}</em></p>"),
    "bold": ("serif", 600, "normal", "<p><strong>{}</strong></p>"),
    "bold italics": ("serif", 600, "italic", "<p><strong><em>{}</em></strong></p>"),
    "a cell": ("sans", 400, "normal", "<p class=scale>{}</p>"),
    "a cell in italics": ("sans", 400, "italic", "<p class=no-answer>{}</p>"),
    "a heading": ("sans", 600, "normal", "<h4>{}</h4>"),
    "a heading in italics": ("sans", 600, "italic", "<h4><em>{}</em></h4>"),
}
WHOLE = ("a paragraph", "a heading")
"""The styles in which every character is looked at. Of the others every tenth: a face that is mixed up with another one
is so in most of its letters."""

PRINT = Path(__file__).parents[2] / "static" / "dist" / "fonts" / "print"
ARABIC = "noto-naskh"
MARK_TO_BASE = 4


def file_of(family: str, weight: int, slant: str) -> Path:
    """The file of a face; Arabic has two weights and no italics."""
    if family == ARABIC:
        weight, slant = (700 if weight > 400 else 400), "normal"
    return next(PRINT.glob(f"{family}-{weight}-{slant}.*"))


@cache
def characters(style: str) -> str:
    """What some face holds and what draws something by itself: no spaces, marks on letters and controls."""
    held = {code for path in PRINT.iterdir() for code in face(path)[1]}
    drawn = [character for code in sorted(held) if unicodedata.category(character := chr(code))[0] in "LNPS"]
    return "".join(drawn if style in WHOLE else drawn[::10])


def laid_out(html: str) -> bytes:
    """The HTML on one page, so that no running head comes in between."""
    engine = pdf.load_engine()
    source = engine.source(f'<html lang="fr"><title>x</title><body>{html}</body></html>')
    return engine.render(source, engine.css(text="@page { size: 210mm 30000mm }")).write_pdf()


@cache
def lines_of(style: str) -> tuple[list[str], dict[str, Path]]:
    """The characters of a style in lines, Arabic ones apart as they join, and the file that each is to come from."""
    stack, weight, slant, _html = STYLES[style]
    pairs = [file_of(family, weight, each) for family in STACKS[stack] for each in (slant, "normal")]
    home = {
        character: next((file for file in pairs if ord(character) in face(file)[1]), None)
        for character in characters(style)
    }
    arabic = file_of(ARABIC, weight, slant)
    others = [character for character, file in home.items() if file not in (None, arabic)]
    lines = ["".join(others[start : start + 20]) for start in range(0, len(others), 20)]
    return lines + [character for character, file in home.items() if file == arabic], home


@cache
def printed_in(style: str) -> bytes:
    lines, _home = lines_of(style)
    return laid_out(STYLES[style][-1].format("<br>".join(escape(" ".join(line)) for line in lines)))


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_every_character_of_every_face_is_drawn_with_the_glyph_of_its_font(style):
    lines, home = lines_of(style)
    wrong = []
    drawn = list(glyphs_of(printed_in(style)))
    body = [line for line in drawn if any(glyph.outline for glyph in line)][: len(lines)]
    for line, glyphs in zip(lines, body, strict=True):
        words = [list(word) for is_ink, word in groupby(glyphs, lambda glyph: bool(glyph.outline)) if is_ink]
        if len(words) != len(line):
            wrong.append(line)
            continue
        for character, word in zip(line, words, strict=True):
            if not is_right(character, word, home[character]):
                wrong.append(character)
    assert wrong == []


def is_right(character: str, word: list[Glyph], file: Path) -> bool:
    """Whether a letter is drawn with its glyph, or, as Arabic letters are, with several of its font: body and dots."""
    if len(word) > 1 and file.name.startswith(ARABIC):
        return all(glyph.outline in outlines_of(file) for glyph in word)
    return word == [glyph_in(file, character)]


LATIN = {
    "Latin-1": range(0xA0, 0x100),
    "Latin Extended-A": range(0x100, 0x180),
    "Latin Extended-B": range(0x180, 0x250),
    "Latin Extended Additional": range(0x1E00, 0x1F00),
    "Latin Extended-C": range(0x2C60, 0x2C80),
    "Latin Extended-D": range(0xA720, 0xA7CB),
    "currency signs": range(0x20A0, 0x20C1),
}


@pytest.mark.parametrize("block", LATIN)
def test_the_faces_hold_all_of_latin_and_all_currencies(block):
    missing = [chr(code) for code in LATIN[block] if unicodedata.name(chr(code), "") and unprintable(chr(code))]
    assert missing == [], f"no bundled face holds {' '.join(missing)} of {block}"


def test_every_weight_and_slant_of_a_family_holds_the_same_letters_save_a_few():
    families = {}
    for path in PRINT.iterdir():
        family, weight, slant = path.stem.rsplit("-", 2)
        families.setdefault(family, {})[f"{weight} {slant}"] = set(face(path)[1])
    differing = {
        f"{family} {style}": "".join(map(chr, sorted(set.union(*styles.values()) - held)))
        for family, styles in families.items()
        for style, held in styles.items()
        if set.union(*styles.values()) - held
    }
    # The som of 2019, a sign of licences and a letter of Claudius; the upright face stands in.
    assert set(differing) == {
        f"{family} {weight} italic" for family in ("noto-sans", "noto-serif", "source-serif") for weight in (400, 600)
    }
    assert set("".join(differing.values())) == {"⃀", "🅬", "Ↄ"}


def test_letters_with_marks_of_their_own_are_put_together():
    pieces = glyphs_of(laid_out("<p>éñếỡ</p><p>e\u0301n\u0303e\u0302\u0301o\u031b\u0303</p>"))
    composed, decomposed = next(pieces), next(pieces)
    assert composed == decomposed


@pytest.mark.parametrize("style", STYLES)
def test_a_word_with_marks_on_its_letters_is_drawn_from_one_face(style):
    stack, weight, slant, html = STYLES[style]
    words = MARKED.split()
    drawn = glyphs_of(laid_out(html.format(set_letters("<br>".join(words)))))
    lines = [line for line in drawn if any(glyph.outline for glyph in line)][: len(words)]
    held = outlines_of(file_of(f"noto-{stack}", weight, slant))
    assert [all(glyph.outline in held for glyph in line) for line in lines] == [True] * len(words)


@pytest.mark.parametrize("file", sorted(PRINT.glob("noto-s*")), ids=lambda file: file.stem)
def test_the_face_for_marks_has_a_place_for_one_on_every_letter(file):
    font, characters = face(file)
    subtables = [subtable for lookup in font["GPOS"].table.LookupList.Lookup for subtable in lookup.SubTable]
    subtables = [getattr(subtable, "ExtSubTable", subtable) for subtable in subtables]
    placed = {name for each in subtables if each.LookupType == MARK_TO_BASE for name in each.BaseCoverage.glyphs}
    letters = map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00), *map(ord, "ɔɛɖɗɲ")))
    cased = [letter for letter in letters if unicodedata.name(letter, "").startswith(("LATIN SMALL", "LATIN CAPITAL"))]
    assert [letter for letter in cased if characters.get(ord(letter)) not in placed] == []


def test_arabic_is_joined_and_runs_from_the_right():
    """Meem begins the word at the right, joined; beh ends it at the left, after reh, which joins to nothing."""

    def drawn(word: str) -> list[Outline]:
        return [glyph.outline for glyph in next(iter(glyphs_of(laid_out(f'<p lang="ar" dir="rtl">{word}</p>'))))]

    word, meem, beh = drawn("مغرب"), drawn("م"), drawn("ب")
    assert set(word) <= outlines_of(file_of(ARABIC, 400, "normal"))
    assert word[: len(beh)] == beh
    assert word[-len(meem) :] != meem


LETTERS = (
    '<html lang="fr"><title>x</title>'
    "<h2>Łódź, المغرب</h2><p>București ₦ ₼ <em>ŧ</em> <strong>Ɓ</strong> ; 한국어 ✅ → ☐</p><p lang=ar>تونس</p>"
    "<pre>a</pre><p style='font-family: DejaVu Sans, monospace'>DejaVu → ✅</p>"
)
SHOW = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "pathfinder.settings"
import django; django.setup()
from tests.publications.test_faces import mark_of_page
print(mark_of_page(sys.stdin.read()))
"""


def mark_of_page(html: str) -> str:
    engine = pdf.load_engine()
    page = engine.render(engine.source(set_html(html, "fr", is_print=True)))
    return sha256(page.write_pdf(pdf_identifier=b"0", **pdf.OPTIONS)).hexdigest()


@pytest.mark.long
def test_what_is_printed_depends_on_no_font_of_the_machine_and_on_nothing_printed_before(tmp_path):
    nothing = tmp_path / "none.conf"
    nothing.write_text("<fontconfig></fontconfig>")
    printed_in("a heading")  # thousands of letters
    elsewhere = subprocess.run(
        [sys.executable, "-W", "error", "-c", SHOW],
        input=LETTERS, env=os.environ | {"DATA_DIR": str(tmp_path), "FONTCONFIG_FILE": str(nothing)},
        cwd=PRINT.parents[3], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert elsewhere.stdout.split()[-1] == mark_of_page(LETTERS)
