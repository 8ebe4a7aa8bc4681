"""Reading a roadmap's file: what is taken, and what is said of what is not."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from bilingual.text import Text
from roadmaps.importing import FILE_LIMIT, READERS, read_roadmap
from roadmaps.importing.reading import ITEM_LIMIT, TITLE_LIMIT

TABLE = """\
code,title_fr,title_en
1,Prévenir,Prevent
1.1,"Former, informer","Train, inform"
1.1.C,Écoles,
1.B,,Cities
"""


def told(filename: str, data: bytes | str) -> list[str]:
    """What is wrong with the file, a sentence each."""
    reading = read_roadmap(filename, data.encode() if isinstance(data, str) else data)
    return [str(problem) for problem in reading.problems]


def taken(filename: str, data: bytes | str) -> dict[str, dict[str, str]]:
    """The titles by code of a file without problems."""
    assert told(filename, data) == []
    reading = read_roadmap(filename, data.encode() if isinstance(data, str) else data)
    return {str(item.code): dict(item.title) for item in reading.items}


TAKEN = {
    "1": {"fr": "Prévenir", "en": "Prevent"},
    "1.B": {"en": "Cities"},
    "1.1": {"fr": "Former, informer", "en": "Train, inform"},
    "1.1.C": {"fr": "Écoles"},
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_however_the_office_saved_it(encoding, delimiter):
    swap = str.maketrans({",": delimiter})
    table = TABLE.replace('"Former, informer"', "@").replace('"Train, inform"', "#").translate(swap)
    table = table.replace("@", '"Former, informer"').replace("#", '"Train, inform"')
    assert taken("roadmap.csv", table.encode(encoding)) == TAKEN
    assert taken("ROADMAP.CSV", table.replace("\n", "\r\n").encode(encoding)) == TAKEN


def test_the_items_come_in_the_order_of_their_codes_whatever_the_file_s():
    lines = TABLE.splitlines()
    assert list(taken("a.csv", "\n".join([lines[0], *reversed(lines[1:])]))) == ["1", "1.B", "1.1", "1.1.C"]


def test_blank_lines_and_spaces_count_for_nothing():
    assert taken("a.csv", "\n\n Code , Title_EN \n\n,\n 1 ,  Prevent\n") == {"1": {"en": "Prevent"}}


def test_a_title_keeps_its_no_break_spaces_and_loses_its_line_breaks():
    assert taken("a.csv", 'code,title_fr\n1,"Agir :\nici"\n') == {"1": {"fr": "Agir : ici"}}


@pytest.mark.parametrize("column,tells", [("", False), (",retired_on", True)])
def test_a_table_may_tell_which_items_are_retired(column, tells):
    day = ",2024-03-01" if tells else ""
    reading = read_roadmap("a.csv", f"code,title_en{column}\n1,Prevent{day}\n".encode())
    assert [reading.tells_retired, reading.items[0].retired_on] == [tells, date(2024, 3, 1) if tells else None]


LONG = "x" * (TITLE_LIMIT + 1)


@pytest.mark.parametrize(
    "table,problems",
    [
        ("", ["The file is empty."]),
        (" \n\n", ["The file is empty."]),
        (",,,\n", ["The file is empty."]),
        ("code,title_en\n", ["There is no item in the file."]),
        ("1,Prevent\n", ["Line 1: the first line must name the columns: code,title_fr,title_en"]),
        ("code,title\n1,a\n", ["Line 1: the first line must name the columns: code,title_fr,title_en"]),
        (
            "code,title_en,budget\n1,a,b\n",
            ["Line 1: the column “budget” is not known; the columns are code, title_fr, title_en, retired_on"],
        ),
        ("code,title_en,title_es\n1,a,b\n", ["Line 1: “title_es”: titles are read in these languages: en, fr"]),
        ("code,title_en,Title_EN\n1,a,b\n", ["Line 1: the column “title_en” stands there twice"]),
        ("code,title_en\n1,a\n1.x.2,b\n", ["Line 3: “1.x.2” is not a code such as 1, 1.2, 1.2.C or 1.C"]),
        ("code,title_en\n1,a\n,b\n", ["Line 3: there is no code"]),
        (
            "code,title_en\n1,a\n2023-02-01,b\n",
            ["Line 3: the spreadsheet has made the date 2023-02-01 of a code; give the column the format Text"],
        ),
        ("code,title_en\n1,a\n\n1.,b\n", ["Line 4: the code 1 stands on line 2 already"]),
        ("code,title_en\n1,a\n1.2.C,b\n", ["Line 3: 1.2.C stands under 1.2, which is not in the file"]),
        ("code,title_en\n1\n", ["Line 2: there is no title"]),
        ("code,title_en\n1, \n", ["Line 2: there is no title"]),
        (f"code,title_en\n1,{LONG}\n", ["Line 2: the title in English has 501 characters; 500 are allowed"]),
        ("code,title_en\n1,a\x07b\n", ["Line 2: the title in English holds a character that cannot be shown"]),
        (
            "code,title_en\n1,Train, inform\n",
            ["Line 2: there are more cells than columns; a title with a comma in it stands in quotation marks"],
        ),
        ('code,title_en\n1,a\n2,"b\n3,c\n', ["Line 3: the quotation marks are not closed, or a cell is too long"]),
        ('code,title_en\n1,"a"b\n', ["Line 2: the quotation marks are not closed, or a cell is too long"]),
        ("code,title_en,retired_on\n1,a,soon\n", ["Line 2: “soon” is not a date; write it as 2024-12-31"]),
        (
            "code,title_en,retired_on\n1,a,2024-01-01\n1.1,b,\n",
            ["Line 3: 1.1 stands under 1, which is retired"],
        ),
        ("code,title_en\na\0,b\n", ["The characters of the file cannot be read. Save it as CSV UTF-8."]),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(table, problems):
    assert told("a.csv", table) == problems


def test_every_problem_is_told_in_the_order_of_the_lines():
    table = f"code,title_en\n1.2.C,a\n1,\nx,{LONG}\n1,b\n"
    assert told("a.csv", table) == [
        "Line 2: 1.2.C stands under 1.2, which is not in the file",
        "Line 3: there is no title",
        "Line 4: “x” is not a code such as 1, 1.2, 1.2.C or 1.C",
        "Line 4: the title in English has 501 characters; 500 are allowed",
        "Line 5: the code 1 stands on line 3 already",
    ]


def test_a_line_number_counts_the_lines_inside_a_cell():
    assert told("a.csv", 'code,title_en\n1,"a\nb\nc"\nx,d\n') == [
        "Line 5: “x” is not a code such as 1, 1.2, 1.2.C or 1.C"
    ]


def test_a_cell_without_end_is_refused():
    assert told("a.csv", f"code,title_en\n1,{'x' * 200_000}\n") == [
        "Line 2: the quotation marks are not closed, or a cell is too long"
    ]


def test_more_items_than_a_roadmap_has_are_refused():
    codes = [f"{priority}.{strand}" for priority in range(1, 13) for strand in range(1, 99)]
    lines = [f"{code},a" for code in [*map(str, range(1, 13)), *codes]]
    assert told("a.csv", "\n".join(["code,title_en", *lines])) == [
        f"There are more than {ITEM_LIMIT} items in the file."
    ]


@pytest.mark.parametrize("name", ["roadmap.docx", "roadmap.xls", "roadmap", "csv", ".csv.pdf"])
def test_other_kinds_of_file_are_refused(name):
    assert told(name, TABLE) == ["A roadmap is read from a .csv, .xlsx or .yaml file."]


@pytest.mark.parametrize("ending", READERS)
def test_an_empty_and_an_endless_file_are_refused(ending):
    assert told(f"a{ending}", b"") == ["The file is empty."]
    assert told(f"a{ending}", b"x" * (FILE_LIMIT + 1)) == ["The file is larger than 1 MB."]


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


def test_the_first_sheet_of_a_workbook_is_read():
    data = workbook(
        ["code", "title_fr", "title_en", None],
        [1, "Prévenir", "Prevent"],
        ["1.1", "Former, informer", "Train, inform"],
        [],
        ["1.1.C", "Écoles"],
        ["1.B", None, "Cities"],
    )
    assert taken("roadmap.xlsx", data) == TAKEN


def test_codes_that_a_spreadsheet_took_for_numbers_are_read_as_they_are_shown():
    rows = [["code", "title_en"], [1, "a"], [1.1, "b"], [1.1, "c"], [2.0, "d"]]
    assert list(taken("a.xlsx", workbook(*rows, formats={"A4": "0.00"}))) == ["1", "1.1", "1.10", "2"]


def test_a_code_that_lost_its_last_figure_is_told():
    data = workbook(["code", "title_en"], [1, "a"], [1.1, "b"], [1.10, "c"])
    assert told("a.xlsx", data) == ["Line 4: the code 1.1 stands on line 3 already"]


def test_a_code_that_became_a_date_is_told():
    data = workbook(["code", "title_en"], [1, "a"], [datetime(2023, 2, 1), "b"])
    assert told("a.xlsx", data) == [
        "Line 3: the spreadsheet has made the date 2023-02-01 of a code; give the column the format Text"
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
        (zipped(huge=b"\0" * (51 * 1024**2)), "The workbook is too large to be a roadmap."),
    ],
)
def test_a_broken_workbook_is_refused(data, problem):
    (message,) = told("a.xlsx", data)
    assert message.startswith(problem)


def test_a_workbook_damaged_anywhere_never_breaks_the_reader():
    for place in range(0, len(SOUND), 61):
        damaged = bytearray(SOUND)
        damaged[place] ^= 0xFF
        reading = read_roadmap("a.xlsx", bytes(damaged))
        assert reading.problems or [str(item.code) for item in reading.items] == ["1"]


def test_a_sheet_that_goes_on_for_ever_is_refused():
    book = openpyxl.Workbook()
    book.active.append(["code", "title_en"])
    book.active.cell(row=9000, column=1, value="1")
    file = io.BytesIO()
    book.save(file)
    assert told("a.xlsx", file.getvalue()) == ["The sheet goes on after line 5000."]


FLAT = """\
title: {fr: Stratégie, en: Strategy}
adopted_on: 2019-06-04
valid_from: 2019-07-01
valid_to: ~
priority_name: {fr: axe, en: axis}
items:
  - {code: 1, title: {fr: Prévenir, en: Prevent}}
  - code: 1.1
    title_fr: Former, informer
    title_en: Train, inform
  - {code: 1.1.C, title: {fr: Écoles}}
  - {code: 1.B, title: {en: Cities}}
"""
NESTED = """\
priorities:
  - code: 1
    title: {fr: Prévenir, en: Prevent}
    strands:
      - code: 1
        title: {fr: "Former, informer", en: "Train, inform"}
        objectives:
          - {code: C, title: {fr: Écoles}}
    objectives:
      - {code: 1.B, title: {en: Cities}}
"""


@pytest.mark.parametrize("text", [FLAT, NESTED, "\ufeff" + FLAT, FLAT.replace("\n", "\r\n")])
def test_yaml_is_read_flat_and_nested(text):
    assert taken("roadmap.yaml", text) == taken("roadmap.yml", text) == TAKEN


def test_yaml_says_what_the_roadmap_is():
    reading = read_roadmap("a.yaml", FLAT.encode())
    assert reading.fields == {
        "title": Text.of(fr="Stratégie", en="Strategy"),
        "adopted_on": date(2019, 6, 4),
        "valid_from": date(2019, 7, 1),
        "valid_to": None,
        "priority_name": Text.of(fr="axe", en="axis"),
    }
    assert read_roadmap("a.yaml", NESTED.encode()).fields == {}


def test_ten_is_not_one_in_yaml():
    text = "items:\n" + "".join(f"- {{code: {code}, title: {{en: a}}}}\n" for code in ("1", "1.1", "1.10"))
    assert list(taken("a.yaml", text)) == ["1", "1.1", "1.10"]


@pytest.mark.parametrize(
    "text,problems",
    [
        ("items: []", ["There is no item in the file."]),
        ("a: ]", ["Line 1: this is not well-formed YAML"]),
        ("items:\n\t- code: 1", ["Line 2: this is not well-formed YAML"]),
        ("- code: 1", ["The file must name the roadmap’s title and its items: title: …, items: …"]),
        ("just words", ["The file must name the roadmap’s title and its items: title: …, items: …"]),
        ("items: [&a {code: 1}, *a]", ["Line 1: references (* and &) are not read"]),
        ("items: " + "[" * 5000, ["Line 1: the lists stand too deep in one another"]),
        (
            "items: 3\ntitel: {en: a}",
            [
                "Line 1: a list of items is expected here, each beginning with a dash",
                "Line 2: “titel” is not known here; known are adopted_on, items, objective_name, objectives, "
                "priorities, priority_name, strand_name, strands, title, valid_from, valid_to",
            ],
        ),
        (
            "items:\n- 1",
            ["Line 2: an item has a code and a title: {code: 1, title: {fr: …, en: …}}"],
        ),
        (
            "items:\n- {code: 1, title: Prevent}",
            ["Line 2: write the text by language: {fr: …, en: …}", "Line 2: there is no title"],
        ),
        (
            "items:\n- code: 1\n  title: {en: a, es: b}",
            ["Line 3: “es” is not known here; known are en, fr"],
        ),
        (
            "items:\n- code: 1\n  code: 2\n  title: {en: a}",
            ["Line 3: “code” stands there twice"],
        ),
        (
            "items:\n- {code: [1], title: {en: a}}",
            ["Line 2: a single value is expected here", "Line 2: there is no code"],
        ),
        ("items:\n- title: {en: a}", ["Line 2: there is no code"]),
        (
            "items:\n- code: 1\n  title: {en: a}\n  items:\n  - {code: 2.1, title: {en: b}}",
            ["Line 5: 2.1 cannot stand under 1", "Line 5: 2.1 stands under 2, which is not in the file"],
        ),
        ("title: {fr: ' '}\nitems:\n- {code: 1, title: {en: a}}", ["Line 1: there is no title"]),
        (
            "valid_from: 2024-01-01\nvalid_to: 2023-01-01\nitems:\n- {code: 1, title: {en: a}}",
            ["Line 2: the roadmap ends before it begins"],
        ),
        (
            "adopted_on: 4 June\nitems:\n- {code: 1, title: {en: a}, retired_on: soon}",
            [
                "Line 1: “4 June” is not a date; write it as 2024-12-31",
                "Line 3: “soon” is not a date; write it as 2024-12-31",
            ],
        ),
    ],
)
def test_what_is_wrong_with_yaml_is_told_with_its_line(text, problems):
    assert told("a.yaml", text) == problems


def test_yaml_in_another_encoding_is_refused():
    assert told("a.yaml", FLAT.encode("cp1252")) == ["The characters of the file cannot be read. Save it as UTF-8."]


@pytest.mark.parametrize("tag", ["!!python/object/apply:sys.exit [1]", "!!python/name:sys.exit", "!!set {a}"])
def test_yaml_tags_call_nothing(tag):
    reading = read_roadmap("a.yaml", f"items:\n- code: 1\n  title: {{en: {tag}}}".encode())
    assert [str(problem) for problem in reading.problems] != []
