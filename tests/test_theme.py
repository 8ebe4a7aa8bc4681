"""The colours of both themes meet WCAG 2.2 AA in every pair in which the style sheets put them."""

import re
from pathlib import Path

import pytest

SCSS = Path(__file__).parent.parent / "frontend" / "scss"
TEXT, PART = 4.5, 3.0  # contrast of words, and of edges and marks that tell something
INKS = ["text", "soft", "title", "main", "main-strong", "good", "attention", "problem"]
PAIRS = [
    *[(colour, "paper", TEXT) for colour in [*INKS, "accent"]],
    *[(colour, "surface", TEXT) for colour in INKS],
    *[(colour, "sunk", TEXT) for colour in ["text", "soft", "title", "main", "main-strong"]],
    ("on-main", "main", TEXT),
    ("on-main", "main-strong", TEXT),
    ("main", "main-tint", TEXT),
    ("main-strong", "main-tint", TEXT),
    ("text", "main-tint", TEXT),
    ("text", "attention-tint", TEXT),
    ("good", "good-tint", TEXT),
    ("attention", "attention-tint", TEXT),
    ("problem", "problem-tint", TEXT),
    ("border", "paper", PART),
    ("border", "surface", PART),
    ("border", "sunk", PART),
    ("accent", "surface", PART),
    ("accent", "sunk", PART),
    ("main", "rule", PART),  # the inked strokes of a stage, and the inked part of a progress rule
]


def palette(theme: str) -> dict[str, str]:
    """The names and values of a theme's mixin: {"paper": "#fcfbf8", …}."""
    source = (SCSS / "_tokens.scss").read_text(encoding="utf-8")
    body = re.search(rf"@mixin {theme} \{{(.*?)\n\}}", source, re.S)[1]
    return dict(re.findall(r"--pf-([\w-]+): (#[0-9a-f]{6});", body))


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_the_guidelines_say():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_both_themes_name_the_same_colours():
    assert palette("light").keys() == palette("dark").keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_in_use_can_be_read(theme):
    colours = palette(theme)
    weak = {
        f"{front} on {back}": round(contrast(colours[front], colours[back]), 2)
        for front, back, least in PAIRS
        if contrast(colours[front], colours[back]) < least
    }
    assert weak == {}


def test_every_colour_of_the_palette_is_in_a_pair():
    assert palette("light").keys() - {name for pair in PAIRS for name in pair[:2]} == set()


def test_colours_stand_in_the_palette_alone():
    strays = [
        f"{path.name}: {found}"
        for path in sorted(SCSS.glob("*.scss"))
        if path.name != "_tokens.scss"
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\s*\{)|\brgba?\(|\bhsla?\(", without_comments(path))
    ]
    assert strays == []


def test_nothing_is_tied_to_left_or_right():
    """A page in a language that is written from right to left mirrors itself."""
    sides = r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)(?:-[a-z]+)*\s*:"
    physical = sides + r"|(?:float|clear|text-align):\s*(?:left|right)"
    tied = [
        f"{path.name}: {found}"
        for path in sorted(SCSS.glob("*.scss"))
        for found in re.findall(physical, without_comments(path))
    ]
    assert tied == []


def without_comments(path: Path) -> str:
    return re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
