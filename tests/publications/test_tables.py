"""Nothing leaves the page: boxes as the print engine laid them out, and words as a reader of the file gets them."""

from collections import Counter
from functools import cache
from io import BytesIO

import pypdf
import pytest

from publications import pdf, tables
from richtext.reading import leaves, plain
from tests.publications.odd import CASE_NAMES, ODD, laid_out, odd, printed
from tests.publications.samples import sample

HANGING = 42
"""CSS pixels."""

NAMES = [*ODD, *CASE_NAMES]


@cache
def texts(name: str) -> list[str]:
    """The text of each page, without hyphens and spaces, as they come and go where lines end."""
    reader = pypdf.PdfReader(BytesIO(printed(name)))
    return [bare(page.extract_text()) for page in reader.pages]


def bare(text: str) -> str:
    return "".join(text.replace("-", "").replace("\u00ad", "").split())


def over(pages) -> list:
    """What reaches over the sides. The number of a question hangs 11 mm into the margin, which is meant."""
    return [
        box
        for page in pages.pages
        for box in tables.reaching_over(page._page_box)
        if box.position_x < page._page_box.content_box_x() - HANGING
        or box.position_x + box.border_width() > page._page_box.content_box_x() + page._page_box.width + 1
    ]


def bottom(page) -> float:
    return page.content_box_y() + page.height + 1


def is_lying(page) -> bool:
    return page.width > page.height


@pytest.mark.parametrize("name", NAMES)
def test_no_box_reaches_over_the_edges_of_its_page(name):
    pages = laid_out(name)
    assert [getattr(box, "text", box) for box in over(pages)] == []
    below = [
        box
        for page in pages.pages
        for box in tables.inside(page._page_box)
        if hasattr(box, "text") and box.position_y + box.height > bottom(page._page_box)
    ]
    assert below == []


def test_the_measure_finds_what_reaches_over():
    engine = pdf.load_engine()
    page = '<html lang="fr"><body><p style="white-space: nowrap">' + "mot " * 90
    assert any(tables.leaves(engine.render(engine.source(page))))
    columns = "<td>établissements</td>" * 40
    page = f'<html lang="fr"><body><div class="answer"><table><tr>{columns}</tr></table></div>'
    assert any(tables.leaves(engine.render(engine.source(page))))


@pytest.mark.parametrize("name", [name for name in ODD if name not in ("letters", "marks and boxes")])
def test_every_word_of_a_table_is_in_the_file(name):
    [passage] = odd(name).parts[0].questions[0].passages
    printed = Counter("".join(texts(name)))
    written = Counter(bare("".join(plain(leaf) for leaf in leaves(passage.value))))
    assert written - printed == Counter()


def test_a_table_of_few_columns_is_left_as_it_is():
    assert not any(is_lying(page) for page in pdf.load_engine().lay_out(sample()).pages)


def test_a_table_too_wide_lies_on_a_page_of_its_own():
    pages, found = laid_out("10 columns"), texts("10 columns")
    [lying] = [number for number, page in enumerate(pages.pages) if is_lying(page)]
    assert "établissements9" in found[lying]
    assert "Avant." in found[lying - 1]
    assert "Après." in found[lying + 1]


def test_heads_are_repeated_above_every_part_of_a_row_that_no_page_holds():
    found = texts("a row of three pages")
    parts = [page for page in found if "long,maisutile" in page]
    assert len(parts) >= 3
    assert [page.count("ThèmeBilan") for page in parts] == [1] * len(parts)


def test_heads_that_no_page_holds_are_set_as_rows():
    found = texts("nothing but heads")
    assert [sum(page.count(f"Ligne{number}") for page in found) >= 2 for number in range(90)] == [True] * 90


def test_letters_are_no_smaller_than_can_be_read():
    sizes = {
        round(box.style["font_size"] * 0.75, 1)
        for page in laid_out("15 columns").pages
        if is_lying(page)
        for box in tables.inside(page._page_box)
        if hasattr(box, "text")
    }
    assert min(sizes) >= 7
