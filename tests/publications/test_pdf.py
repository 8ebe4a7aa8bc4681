"""The PDF as its readers get it: text, pages, links, tags, fonts. Rendered once a language and read many times."""

import re
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise

import pikepdf
import pypdf
import pytest
from django.utils.safestring import SafeString
from weasyprint.urls import FatalURLFetchingError

from bilingual.text import Rendered
from publications import pdf
from publications.document import Document, Label, Passage
from publications.html_layout import contents
from richtext.build import cell, doc, footnote, paragraph, table
from tests.publications.odd import MARKED, UNPRINTABLE, printed, with_answer
from tests.publications.samples import SENTENCE, sample


@cache
def rendered(*languages: str) -> bytes:
    return pdf.render_pdf(sample(languages))


@cache
def pages(*languages: str) -> list[str]:
    """The text of each page, spaces and hyphenation evened out."""
    reader = pypdf.PdfReader(BytesIO(rendered(*languages)))
    return [plain(page.extract_text()) for page in reader.pages]


def plain(text: str) -> str:
    return " ".join(re.sub(r"[\u00a0\u202f]", " ", text).split())


def page_with(text: str, *languages: str, after: int = 2) -> int:
    """The number of the first page from `after` on that has the text."""
    return next(
        number for number, page in enumerate(pages(*(languages or ("fr",))), 1) if number >= after and text in page
    )


@pytest.fixture(scope="module")
def file():
    with pikepdf.open(BytesIO(rendered("fr"))) as opened:
        yield opened


def test_the_cover_names_country_year_stage_and_roadmap():
    assert pages("en")[0] == (
        "Pathfinder country annual report France Progress towards SDG Target 8.7 2023 May 2022 – April 2023 "
        "DRAFT This draft has not been signed. It may still change. "
        "Roadmap National strategy version 1, adopted on 6 July 2021 "
        "Titles and questions that are not written in English stand here in French. Text as it stood on 12 June 2023"
    )


def test_the_running_heads_name_country_and_part():
    assert pages("en")[5].endswith("France · 2023 The year Draft 6")


def test_the_words_of_an_answer_are_there_in_order():
    text = " ".join(pages("fr"))
    expected = "1.1 Former|Un guide|Dans les écoles|L’objectif|deux|trois|Année Nombre|Voir le site".split("|")
    positions = [text.index(words, text.index("Quelles avancées ? 1.1 Former")) for words in expected]
    assert positions == sorted(positions)


def test_there_are_as_many_pages_as_the_text_needs():
    assert 6 <= len(pages("fr")) <= 9


def test_the_contents_name_the_pages_where_things_stand(file):
    front = pages("fr")[1]
    destinations = {str(name): page_of(file, target) for name, target in named_destinations(file)}
    for line in contents(sample()):
        title = re.escape(plain(line.texts[0][1])).replace(r"\ ", r"\s+")
        printed = re.search(rf"{title}[ .]*?(\d+)", front)
        assert (line.anchor, int(printed[1])) == (line.anchor, destinations[line.anchor])


def test_page_numbers_are_printed_and_count_from_the_cover():
    assert [re.search(rf"(^| ){number}( |$)", page) is not None for number, page in enumerate(pages("fr"), 1)][1:] == [
        True
    ] * (len(pages("fr")) - 1)


def test_a_note_stands_at_the_foot_of_the_page_of_its_call():
    assert page_with("Un guide") == page_with("1. Premier appel")
    assert page_with("L’objectif 1.1.A avance") == page_with("2. Second appel")


@pytest.mark.long
def test_many_notes_of_any_length_stand_on_the_pages_of_their_calls():
    blocks = []
    for number in range(1, 41):
        note = footnote(f"note{number}x ", "mot " * (number * 7 % 45), f"fin{number}x")
        blocks.append(paragraph(SENTENCE * (number % 4), f"appel{number}x", note, " suite. ", SENTENCE * (number % 3)))
        blocks.append(paragraph(SENTENCE * (number % 5 + 1)))
    document = sample()
    [part, *_others] = document.parts
    passage = Passage(doc(*blocks), "", "fr", "progress--1-fr")
    question = replace(part.questions[0], passages=(passage,))
    content = pdf.render_pdf(replace(document, parts=(replace(part, questions=(question,)),)))
    found = [plain(page.extract_text()) for page in pypdf.PdfReader(BytesIO(content)).pages]

    def pages_of(word: str) -> list[int]:
        return [number for number, page in enumerate(found, 1) if word in page]

    numbers = range(1, 41)
    assert [n for n in numbers if not pages_of(f"appel{n}x") == pages_of(f"note{n}x") == pages_of(f"fin{n}x")] == []
    assert len(found) > 8


def test_the_annex_names_the_pages_that_report_on_an_item():
    annex = pages("fr")[-1]
    places = ("L’objectif 1.1.A avance", "2.1 et 1.1.A", "1.1.A Enseigner à l’école")
    cited = sorted({page_with(words) for words in places})
    assert f"1.1.A Enseigner à l’école {', '.join(map(str, cited))}" in annex
    assert f"1.1 Former {page_with('1.1 Former', after=3)}" in annex


def test_an_objective_that_nothing_reports_on_is_marked():
    assert "1.1.B Former les juges Not reported on" in pages("en")[-1]


def test_references_lead_to_the_annex_and_back(file):
    destinations = dict(named_destinations(file))
    links = [link for page in file.pages for link in page.get("/Annots", []) if "/Dest" in link]
    targets = {str(link.Dest) for link in links}
    assert targets <= {str(name) for name in destinations}
    assert {"item-1.1.A", "item-2.1", "progress--1-fr-ref-1", "progress--1-fr-heading-1", "annex"} <= targets
    described = {str(link.Dest): str(link.Contents) for link in links}
    assert described["item-1.1.A"] == "1.1.A Enseigner à l’école"


def test_only_web_addresses_lead_outside(file):
    addresses = {
        str(link.A.URI) for page in file.pages for link in page.get("/Annots", []) if "/A" in link and "/URI" in link.A
    }
    assert addresses == {"https://example.org/a?b=c;d"}


def test_it_is_tagged_titled_and_says_its_language(file):
    assert file.Root.MarkInfo.Marked
    assert str(file.Root.Lang) == "fr"
    assert file.Root.ViewerPreferences.DisplayDocTitle
    assert str(file.docinfo.Title).startswith("France – ")
    assert str(file.docinfo.CreationDate) == "D:20230612093000Z"
    with file.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_the_tags_are_headings_lists_tables_links_and_notes(file):
    kinds = [str(tag.S) for tag in tags(file)]
    assert [kinds.count(kind) for kind in ("/H1", "/Note", "/Table")] == [1, 2, 2]
    assert {"/H2", "/H3", "/H4", "/H5", "/L", "/LI", "/Lbl", "/TH", "/TD", "/Link", "/P"} <= set(kinds)


def test_a_cell_names_the_heads_over_it_and_beside_it():
    heads = [[cell("A", header=True, rowspan=2), cell("B", header=True, colspan=2)]]
    heads += [[cell("C", header=True), cell("D", header=True)]]
    answer = doc(table([*heads, [cell("E", header=True, rowspan=2), "1", "2"], ["3", "4"]]))
    with pikepdf.open(BytesIO(pdf.render_pdf(with_answer(answer)))) as opened:
        cells = [tag for tag in tags(opened) if str(tag.S) in ("/TH", "/TD")][:9]
        names = dict(zip([str(tag.ID) for tag in cells if "/ID" in tag], "ABCDE", strict=True))
        found = ["".join(names[str(head)] for head in tag.A.Headers) for tag in cells if str(tag.S) == "/TD"]
    assert found == ["EBC", "EBD", "EBC", "EBD"]


def test_headings_skip_no_level(file):
    levels = [int(str(tag.S)[2]) for tag in tags(file) if re.fullmatch(r"/H[1-6]", str(tag.S))]
    assert [(before, after) for before, after in pairwise(levels) if after > before + 1] == []


def test_a_line_of_dots_is_read_as_its_page_number(file):
    read = [str(tag.ActualText) for tag in tags(file) if "/ActualText" in tag]
    assert len(read) == len(contents(sample()))
    assert all(number.isdigit() for number in read)


def test_boxes_are_read_out_as_what_they_stand_for_in_links_too_and_once():
    with pikepdf.open(BytesIO(printed("marks and boxes"))) as opened:
        read = [(str(tag.S), str(tag.ActualText)) for tag in tags(opened) if "/ActualText" in tag]
    heading = unicodedata.normalize("NFC", f"{MARKED} {UNPRINTABLE}")
    stretches = [("/Span", stretch) for stretch in ("한국어", "✅", "🇫🇷", "\ue000", "ሰላም")]
    assert [(kind, unicodedata.normalize("NFC", text)) for kind, text in read if not text.isdigit()] == [
        ("/Link", f"{heading} 3"),
        *stretches,  # the heading
        *stretches,  # a paragraph
        *stretches,
        ("/Link", heading),
        *stretches,  # a heading of a table
        ("/Span", "한" * 300),
        *[("/Span", "")] * 5,
        ("/Span", "✅"),
        *stretches,  # the note of the link
    ]


def test_running_heads_have_boxes_and_bookmarks_what_they_stand_for():
    document = sample(country_names=(Rendered("France 한", "fr", "fr"),))
    part = replace(document.parts[0], titles=(Rendered("Avancées ✅", "fr", "fr"),))
    content = pdf.render_pdf(replace(document, parts=(part,)))
    found = pypdf.PdfReader(BytesIO(content))
    assert "France □ · 2023 Avancées □" in plain(found.pages[3].extract_text())
    assert "Avancées ✅" in [str(item.title) for item in found.outline if not isinstance(item, list)]


def test_bookmarks_lead_through_parts_questions_and_headings(file):
    with file.open_outline() as outline:
        titles = [
            [part.title, [[question.title, [each.title for each in question.children]] for question in part.children]]
            for part in outline.root
        ]
    assert [plain(title) for title, _questions in titles] == [
        "Table des matières", "Avancées", "L’année", "Prochaines étapes",
        "Annexe : la feuille de route et les pages qui en rendent compte",
    ]  # fmt: skip
    assert titles[1] == [
        "Avancées",
        [["1. Prévenir", ["1.1 Former"]], ["2. Protéger", ["Deuxième niveau d’abord"]]],
    ]


def test_every_font_is_ours_embedded_and_a_subset(file):
    fonts = {
        str(font.BaseFont): "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
        for page in file.pages
        for font in page.Resources.Font.values()
    }
    assert all(fonts.values())
    assert {re.sub(r"^/[A-Z]{6}\+(Source-S\w+-\d).*", r"\1", name) for name in fonts} == {
        "Source-Serif-4",
        "Source-Sans-3",
    }
    assert len(rendered("fr")) < 250_000


def test_ticks_are_said_in_words_and_drawn():
    text = " ".join(pages("en"))
    assert "Useful? ticked: Yes not ticked: No 6 Anything else?" in text
    assert "not ticked: Child labour ticked: Other Pêche" in text
    assert "No progress 0 1 2 3 4 5 6 chosen: 7 8 9 10 Much progress 7 out of 10" in text


def test_a_question_without_an_answer_says_so_in_a_draft_and_otherwise():
    assert "Anything else? No answer yet" in " ".join(pages("en"))
    published = pypdf.PdfReader(BytesIO(pdf.render_pdf(sample(("en",), stage="published"))))
    text = plain(" ".join(page.extract_text() for page in published.pages))
    assert "Anything else? No answer " in text
    assert "Draft" not in text


def test_an_answer_in_another_language_is_marked_and_tagged():
    text = " ".join(pages("en"))
    assert "What was achieved? – Written in French only 1.1 Former" in text
    with pikepdf.open(BytesIO(rendered("en"))) as opened:
        assert {str(tag.Lang) for tag in tags(opened) if "/Lang" in tag} == {"fr"}


@pytest.mark.long
def test_two_short_texts_stand_side_by_side():
    text = " ".join(pages("fr", "en"))
    assert "Français Un résultat. English One result." in text
    with pikepdf.open(BytesIO(rendered("fr", "en"))) as opened:  # French is the language of the whole document
        assert {str(tag.Lang) for tag in tags(opened) if "/Lang" in tag} == {"en"}


def test_a_structured_answer_stands_once_with_both_labels():
    text = " ".join(pages("fr", "en"))
    assert len(re.findall(r"Oui / Yes", text)) == 1
    assert len(re.findall("Aucun progrès / No progress 0 1 2 3 4 5 6", text)) == 1


def test_equal_documents_give_equal_bytes():
    assert pdf.render_pdf(sample()) == rendered("fr")
    assert pdf.render_pdf(sample(version=2)) != rendered("fr")


@pytest.mark.parametrize(
    "trick",
    [
        '<img src="file:///etc/passwd" alt="">',
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/x.css">',
        '<style>@import url("file:///etc/passwd");</style>',
        '<style>@font-face { font-family: "X"; src: url("https://127.0.0.1:9/x.woff2") }</style>',
        '<object data="file:///etc/passwd"></object>',
        '<img src="https://static.invalid/../../pathfinder/settings.py" alt="">',
        '<img src="https://static.invalid/%2e%2e/manage.py" alt="">',
    ],
)
def test_nothing_but_our_static_files_is_ever_read(trick):
    document = sample()
    with pytest.raises(FatalURLFetchingError):
        pdf.render_pdf(with_markup(document, trick))


def test_a_file_cannot_be_attached():
    with_link = with_markup(sample(), '<link rel="attachment" href="file:///etc/passwd">')
    assert b"/EmbeddedFiles" not in pdf.render_pdf(with_link)


def with_markup(document: Document, markup: str) -> Document:
    """The document with markup in a wording, where none can ever get by itself."""
    question = document.parts[0].questions[0]
    tricked = replace(question, labels=(Label("x", SafeString(markup), "fr"),))
    return replace(document, parts=(replace(document.parts[0], questions=(tricked,)),))


def test_our_style_sheet_is_understood_to_the_last_rule(caplog):
    pdf.Engine.css(pdf.load_engine(), path=pdf.static_file(f"{pdf.STATIC}{pdf.STYLE}"))
    assert [record.getMessage() for record in caplog.records] == []


def test_a_machine_without_pango_says_what_to_install(monkeypatch):
    class Missing:
        """Stands in for the engine of a machine without Pango, which fails when it is imported."""

        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libgobject-2.0-0'")

    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "weasyprint")
    pdf.load_engine.cache_clear()
    with pytest.raises(pdf.PdfUnavailable, match="apt-get install libpango"):
        pdf.render_pdf(sample())


def named_destinations(file) -> list[tuple[str, object]]:
    names = list(file.Root.Names.Dests.Names)
    return [(str(name), target) for name, target in zip(names[::2], names[1::2], strict=True)]


def page_of(file, target) -> int:
    return next(number for number, page in enumerate(file.pages, 1) if page.obj.objgen == target[0].objgen)


def tags(file):
    """The structure elements in reading order."""

    def below(element):
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    for element in file.Root.StructTreeRoot.K:
        yield from below(element)
