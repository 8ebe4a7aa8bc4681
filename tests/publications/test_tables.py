"""Nothing leaves the page: boxes as the print engine laid them out, and words as a reader of the file gets them."""

from collections import Counter
from functools import cache
from io import BytesIO, StringIO

import pypdf
import pytest
from django.core.management import call_command

from publications import pdf, tables
from publications.building import build_document
from reports.models import Report
from richtext.reading import leaves, plain
from tests.publications.odd import CASE_NAMES, ODD, laid_out, odd, printed
from tests.publications.samples import sample
from tests.reports.importing.conftest import FRANCE, france  # noqa: F401

HANGING = 42
"""CSS pixels."""

NAMES = [*ODD, *CASE_NAMES]
SLOW = ("120 columns", "200 columns", "a row of three pages")


def quick_first(names):
    return [pytest.param(name, marks=pytest.mark.long) if name in SLOW else name for name in names]


@cache
def texts(name: str) -> list[str]:
    """The text of each page, without hyphens and spaces, as they come and go where lines end."""
    reader = pypdf.PdfReader(BytesIO(printed(name)))
    return [bare(page.extract_text()) for page in reader.pages]


def bare(text: str) -> str:
    return "".join(text.replace("-", "").replace("\u00ad", "").split())


def outside(pages) -> list[str]:
    """What reaches over the sides or below. The number of a question hangs 11 mm into the margin, which is meant."""
    found = []
    for page in pages.pages:
        box = page._page_box
        left, right = box.content_box_x(), box.content_box_x() + box.width
        found += [
            each
            for each in tables.reaching_over(box)
            if each.position_x < left - HANGING or each.position_x + each.border_width() > right + 1
        ]
        bottom = box.content_box_y() + box.height + 1
        found += [
            each for each in tables.inside(box) if hasattr(each, "text") and each.position_y + each.height > bottom
        ]
    return [getattr(each, "text", "a table") for each in found]


def is_lying(page) -> bool:
    return page.width > page.height


@pytest.mark.parametrize("name", quick_first(NAMES))
def test_no_box_reaches_over_the_edges_of_its_page(name):
    assert outside(laid_out(name)) == []


@pytest.mark.long
def test_no_box_of_france_s_report_reaches_over_the_edges_of_its_page(france):  # noqa: F811
    call_command("import_report", str(FRANCE), country="FRA", year=2023, language="fr", stdout=StringIO())
    report = Report.objects.get()
    pages = {
        language: pdf.load_engine().lay_out(build_document(report, (language,))) for language in ("fr", "en")
    }  # one is in French with the form in English
    assert {language: (len(laid.pages) > 50, outside(laid)) for language, laid in pages.items()} == {
        "fr": (True, []),
        "en": (True, []),
    }


def test_the_measure_finds_what_reaches_over():
    engine = pdf.load_engine()
    page = '<html lang="fr"><body><p style="white-space: nowrap">' + "mot " * 90
    assert any(tables.leaves(engine.render(engine.source(page))))
    columns = "<td>établissements</td>" * 40
    page = f'<html lang="fr"><body><div class="answer"><table><tr>{columns}</tr></table></div>'
    assert any(tables.leaves(engine.render(engine.source(page))))


@pytest.mark.parametrize("name", [name for name in ODD if name not in ("letters", "marks and boxes", "200 columns")])
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


def test_a_table_that_no_page_holds_is_parted_by_its_columns():
    found = "".join(texts("120 columns"))
    assert "Colonnes1à20sur120h0h1h2" in found
    assert "Colonnes21à39sur120h0h20h21" in found
    assert "Colonnes116à120sur120h0h115h116h117h118h119" in found


def test_a_note_and_a_reference_in_what_is_repeated_stand_once():
    found = "".join(texts("merged cells"))
    assert [found.count(words) for words in ("Notedutableau.", "Pays", "de1à60", "Où")] == [1, 3, 3, 3]


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
