"""Reading a roadmap from a workbook: what is shown in its cells, where faults stand, and what is too much."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from django.utils import translation
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from roadmaps.importing import read_roadmap
from roadmaps.importing.workbooks import UNPACKED_LIMIT

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
TOO_LARGE = "The workbook is too large to be a roadmap."
GOES_ON = "the table goes on after {}, which no roadmap does. Delete what is there"
TAKEN = {
    "1": {"fr": "Prévenir", "en": "Prevent"},
    "1.B": {"en": "Cities"},
    "1.1": {"fr": "Former, informer", "en": "Train, inform"},
    "1.1.C": {"fr": "Écoles"},
}


def told(data: bytes) -> list[str]:
    return [str(problem) for problem in read_roadmap("a.xlsx", data).problems]


def taken(data: bytes) -> dict[str, dict[str, str]]:
    assert told(data) == []
    return {str(item.code): dict(item.title) for item in read_roadmap("a.xlsx", data).items}


def workbook(*rows, formats: dict[str, str] | None = None, first="Roadmap") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = first
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    book.create_sheet("Notes").append(["code", "nothing"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_the_sheet_that_names_its_columns_is_read():
    data = workbook(
        ["code", "title_fr", "title_en", None],
        [1, "Prévenir", "Prevent"],
        ["1.1", "Former, informer", "Train, inform"],
        [],
        ["1.1.C", "Écoles"],
        ["1.B", None, "Cities"],
    )
    assert taken(data) == TAKEN


def test_codes_that_a_spreadsheet_took_for_numbers_are_read_as_they_are_shown():
    rows = [["code", "title_en"], [1, "a"], [1.1, "b"], [1.1, "c"], [2.0, "d"]]
    assert list(taken(workbook(*rows, formats={"A4": "0.00"}))) == ["1", "1.1", "1.10", "2"]


def test_a_code_that_lost_its_last_figure_is_told():
    data = workbook(["code", "title_en"], [1, "a"], [1.1, "b"], [1.10, "c"])
    assert told(data) == ["Sheet “Roadmap”, cell A4: the code 1.1 stands on line 3 already"]


def test_a_code_that_became_a_date_is_told():
    data = workbook(["code", "title_en"], [1, "a"], [datetime(2023, 2, 1), "b"])
    assert told(data) == [
        "Sheet “Roadmap”, cell A3: the spreadsheet has made the date 2023-02-01 of a code; "
        "give the column the format Text"
    ]


def test_the_day_of_retirement_may_be_a_day_of_the_spreadsheet():
    data = workbook(["code", "title_en", "retired_on"], [1, "a", datetime(2024, 3, 1)])
    assert read_roadmap("a.xlsx", data).items[0].retired_on == date(2024, 3, 1)


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


SOUND = workbook(["code", "title_en"], [1, "a"])
DAMAGED = "The file is damaged, or is not an Excel workbook."


@pytest.mark.parametrize(
    "data,problem",
    [
        (b"code,title_en\n1,a\n", DAMAGED),
        (SOUND[: len(SOUND) // 2], DAMAGED),
        (SOUND.replace(b"PK\x03\x04", b"PK\x09\x09"), DAMAGED),
        (zipped(readme=b"a Word file, say"), DAMAGED),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "The workbook has a password or is an old .xls file."),
    ],
)
def test_a_broken_workbook_is_refused(data, problem):
    (message,) = told(data)
    assert message.startswith(problem)


def test_a_workbook_damaged_anywhere_never_breaks_the_reader():
    for place in range(0, len(SOUND), 61):
        damaged = bytearray(SOUND)
        damaged[place] ^= 0xFF
        reading = read_roadmap("a.xlsx", bytes(damaged))
        assert reading.problems or [str(item.code) for item in reading.items] == ["1"]


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def written(
    rows: str, *, strings: str = "", styles: str = "", after: str = "", namespace: str = "", relations=RELATIONS
) -> bytes:
    """A workbook of one sheet “S”, as another program might write it."""
    head, others = f'<Relationships><Relationship Id="a" Type="{relations}', "</Relationships>"
    root = f'xmlns="{namespace}"' if namespace else ""
    parts = {
        "_rels/.rels": f'{head}/officeDocument" Target="/xl/book.xml"/>{others}',
        "xl/book.xml": f'<workbook {root} xmlns:r="{relations}"><sheets><sheet name="S" r:id="a"/></sheets></workbook>',
        "xl/_rels/book.xml.rels": f'{head}/worksheet" Target="sheet.xml"/>'
        f'<Relationship Id="b" Type="{relations}/sharedStrings" Target="../strings.xml"/>'
        f'<Relationship Id="c" Type="{relations}/styles" Target="styles.xml"/>{others}',
        "xl/sheet.xml": f"<worksheet {root}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "strings.xml": f"<sst {root}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {root}>{styles}</styleSheet>",
    }
    return zipped(**{name: part.encode() for name, part in parts.items()})


def text(value: str, place: str = "") -> str:
    reference = f' r="{place}"' if place else ""
    return f'<c{reference} t="inlineStr"><is><t>{value}</t></is></c>'


HEAD = f"<row>{text('code')}{text('title_en')}</row>"


@pytest.mark.parametrize("state", ["visible", "hidden", "veryHidden"])
def test_a_cover_sheet_is_passed_and_a_hidden_sheet_comes_last(state):
    book = openpyxl.Workbook()
    book.active.append(["Cover"])
    for title, state_of, name in [("Old", state, "old"), ("New", "visible", "new")]:
        sheet = book.create_sheet(title)
        sheet.sheet_state = state_of
        sheet.append(["code", "title_en"])
        sheet.append([1, name])
    assert taken(saved(book)) == {"1": {"en": "old" if state == "visible" else "new"}}


def test_a_chart_of_its_own_is_no_sheet_to_read():
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    book.create_chartsheet("Chart", 0)
    assert taken(saved(book)) == {"1": {"en": "a"}}


def test_a_workbook_without_a_line_of_column_names_says_which_sheets_were_looked_at():
    assert told(workbook(["Cover"], first="Page de garde")) == [
        "None of the first 20 lines of a sheet names the columns: code,title_fr,title_en. "
        "Sheets examined: “Page de garde”, “Notes”"
    ]


def test_in_french_the_names_of_sheets_stand_in_french_quotation_marks():
    with translation.override("fr"):
        [message] = told(workbook(["Cover"], first="Page de garde"))
    assert message.endswith("Feuilles examinées\u00a0: «\u00a0Page de garde\u00a0», «\u00a0Notes\u00a0»")


def test_merged_titles_may_stand_above_the_names_of_the_columns():
    book = openpyxl.Workbook()
    for row in (["National roadmap"], [], ["code", "title_en"], ["1", "a"]):
        book.active.append(row)
    book.active.merge_cells("A1:B1")
    assert taken(saved(book)) == {"1": {"en": "a"}}


def test_words_in_several_styles_are_one_title_and_reading_aids_are_none():
    book = openpyxl.load_workbook(io.BytesIO(SOUND))
    book.active["B2"] = CellRichText("Pre", TextBlock(InlineFont(b=True), "vent"))
    assert taken(saved(book)) == {"1": {"en": "Prevent"}}
    shared = '<si><r><t>Pre</t></r><r><t>vent_x000D_ it</t></r><rPh sb="0" eb="1"><t>aside</t></rPh></si>'
    row = f'<row>{text("1")}<c t="s"><v>0</v></c></row>'
    assert taken(written(HEAD + row, strings=shared)) == {"1": {"en": "Prevent it"}}


def test_a_strict_workbook_is_read():
    row = f'<row r="2">{text("1", "A2")}{text("a", "B2")}</row><row r="3">{text("1.1", "A3")}{text("b", "B3")}</row>'
    data = written(HEAD + row, namespace="http://purl.oclc.org/ooxml/spreadsheetml/main", relations=STRICT)
    assert taken(data) == {"1": {"en": "a"}, "1.1": {"en": "b"}}


def test_truth_values_and_days_are_read_as_text():
    row = f'<row>{text("1")}<c t="b"><v>1</v></c></row><row>{text("2")}<c t="d"><v>2024-03-01T00:00:00</v></c></row>'
    assert taken(written(HEAD + row)) == {"1": {"en": "TRUE"}, "2": {"en": "2024-03-01"}}


def test_the_errors_of_formulas_are_told_with_sheet_and_cell():
    errors = ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#SPILL!"]
    rows = "".join(
        f'<row>{text(f"{n}")}<c t="e"><f>A1</f><v>{error}</v></c></row>' for n, error in enumerate(errors, 1)
    )
    assert told(written(HEAD + rows)) == [
        f"Sheet “S”, cell B{line}: the cell shows the error {error}" for line, error in enumerate(errors, 2)
    ]


def test_a_formula_without_its_result_is_told_and_one_with_it_is_read():
    rows = f'<row>{text("1")}<c t="str"><f>"a"</f><v>a</v></c></row><row>{text("2")}<c><f>A1</f></c></row>'
    assert told(written(HEAD + rows)) == [
        "Sheet “S”, cell B3: the result of the formula is not in the file; "
        "open the file in Excel, save it and choose it again"
    ]
    assert taken(written(HEAD + rows.replace("<f>A1</f>", "<v>7</v>"))) == {"1": {"en": "a"}, "2": {"en": "7"}}


def test_a_cell_beside_the_named_columns_is_told():
    assert told(workbook(["code", "title_en"], [1, "a", None, "?"])) == [
        "Sheet “Roadmap”, cell D2: the cell is in a column without a name"
    ]


def test_cells_that_only_have_a_colour_cost_nothing():
    assert taken(written(HEAD + f'<row>{text("1")}{text("a")}<c r="XFD2" s="3"/></row><row r="1048576" s="2"/>')) == {
        "1": {"en": "a"}
    }


@pytest.mark.parametrize(
    "row,cell,limit",
    [
        (f'<row r="1000000000">{text("2", "A1000000000")}</row>', "A1000000000", "line 5000"),
        (f'<row r="2">{text("2", "XFD2")}</row>', "XFD2", "column 256"),
    ],
)
def test_a_cell_far_out_is_refused_with_its_place(row, cell, limit):
    assert told(written(HEAD + row)) == [f"Sheet “S”, cell {cell}: {GOES_ON.format(limit)}"]


@pytest.mark.long
@pytest.mark.parametrize(
    "data",
    [
        written(HEAD + "<row>" + "<c/>" * 1_000_000 + "</row>"),
        written(HEAD + "<row/>" * 1_000_001),
        written("<row>" * 100),
        written("<!-- " + " " * UNPACKED_LIMIT + " -->"),
        written('<row><c t="s"><v>0</v></c></row>', strings="<si/>" * 1_000_001),
        written('<row><c t="s"><v>0</v></c></row>', strings=f"<si><t>{'x' * 40_000}</t></si>"),
    ],
    ids=["cells", "rows", "nested", "bytes", "strings", "long string"],
)
def test_more_than_a_roadmap_comes_to_is_refused(data):
    assert told(data) == [TOO_LARGE]


def test_more_sheets_than_a_person_looks_through_are_refused():
    book = openpyxl.Workbook()
    for number in range(50):
        book.create_sheet(str(number))
    assert told(saved(book)) == ["The workbook has more than 50 sheets."]


def test_a_text_longer_than_a_cell_holds_is_told_with_its_place():
    assert told(written(HEAD + f"<row>{text('1')}{text('x' * 40_000)}</row>")) == [
        "Sheet “S”, cell B2: the text has more than 32767 characters"
    ]


def test_a_part_that_unpacks_to_more_than_the_archive_says_is_refused():
    packed = bytearray(written(HEAD + f"<row>{text('1')}{text('a' * 1000)}</row>"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        size = archive.getinfo("xl/sheet.xml").file_size
    packed = packed.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert told(bytes(packed)) == [DAMAGED]


def test_declarations_are_refused():
    entity = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]>'
    with zipfile.ZipFile(io.BytesIO(written(""))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/sheet.xml"] = entity.encode() + parts["xl/sheet.xml"]
    assert told(zipped(**parts)) == [
        "The workbook contains declarations that no spreadsheet program writes. "
        "Save it again in your spreadsheet program."
    ]


@pytest.mark.parametrize(
    "rows,problem",
    [
        ('<row r="x"/>', DAMAGED),
        ('<row><c r="ZZZZ1"/></row>', DAMAGED),
        ('<row><c t="s"><v>9</v></c></row>', DAMAGED),
        ("<row>", DAMAGED),
    ],
)
def test_what_is_no_sheet_is_refused(rows, problem):
    assert told(written(rows)) == [problem]


def test_what_is_hidden_is_neither_read_nor_left_out_in_silence():
    sheets = []
    for line, column in ((3, ""), (0, "C")):
        book = openpyxl.Workbook()
        book.active.title = "S"
        for row in (("code", "title_fr", "title_en"), ("1", "a", "b"), ("2", "c", "d")):
            book.active.append(row)
        book.active.row_dimensions[line].hidden = bool(line)
        book.active.column_dimensions[column or "Z"].hidden = True  # beside the table nothing is lost
        sheets.append(told(saved(book)))
    assert sheets == [
        ["Sheet “S”, line 3: the line is hidden; show it, or delete it, and save the file"],
        ["Sheet “S”, cell C1: the column is hidden; show it, or delete it, and save the file"],
    ]
