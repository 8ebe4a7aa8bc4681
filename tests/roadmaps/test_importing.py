"""Reading a roadmap's file: what is taken, and what is said of what is not."""

import json
from datetime import date

import pytest

from bilingual.text import Text
from roadmaps.importing import FILE_LIMIT, READERS, read_roadmap
from roadmaps.importing.apart import from_json, to_json
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


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_table_in_utf_16_without_a_mark_is_read(encoding):
    assert taken("a.csv", TABLE.encode(encoding)) == TAKEN


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^"])
@pytest.mark.parametrize("line", ["sep={}", '"sep={}"', "SEP={}", "sep={};;"])
def test_the_line_in_which_excel_names_the_separator_is_obeyed_and_is_no_item(sign, line):
    table = TABLE.replace('"Former, informer"', "Former").replace('"Train, inform"', "Train").replace(",", sign)
    text = line.format(sign) + "\r\n" + table
    assert taken("a.csv", text)["1.1"] == {"fr": "Former", "en": "Train"}
    assert told("a.csv", text + f"1{sign}a\n") == ["Line 7, column 1: the code 1 stands on line 3 already"]


def test_lines_may_end_as_on_an_old_macintosh():
    assert taken("a.csv", TABLE.replace("\n", "\r")) == TAKEN
    assert told("a.csv", "code,title_en\r1,a\r,b\r") == ["Line 3, column 1: there is no code"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_titles_may_stand_above_the_names_of_the_columns(delimiter):
    above = "Plan, 2020; suite\n" + delimiter * 3 + "\n" * 30 + "Paris\n" * 18
    table = TABLE.replace('"Former, informer"', "Former").replace('"Train, inform"', "Train").replace(",", delimiter)
    assert list(taken("a.csv", above + table)) == ["1", "1.1", "1.1.C", "1.B"]
    assert told("a.csv", "Paris\n" * 2 + above + table) == [NO_HEADER]


@pytest.mark.parametrize(
    "code", ["01-janv", "janv-01", "1-Feb", "01/02/2023", "1/2", "1-1", "02.05.2023", "févr.-01", "3 août 2023"]
)
def test_a_code_that_became_a_date_in_a_table_is_told(code):
    assert told("a.csv", f"code;title_en\n1;a\n{code};b\n1.1.A;c\n") == [
        f"Line 3, column 1: the spreadsheet has made the date {code} of a code; give the column the format Text"
    ]


@pytest.mark.parametrize("code", ["1.2.3", "A-1", "mars", "1-étape", "12-12-12-12", "Eje I"])
def test_a_code_that_is_no_date_is_not_called_one(code):
    assert taken("a.csv", f"code;title_en\n{code};b\n") == {code: {"en": "b"}}


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NOM?", "#¡REF!", "#VALEUR!", "####", "Err:508"]
)
def test_the_error_of_a_formula_is_told_with_its_place(error):
    assert told("a.csv", f"code;title_en\n1;a\n1.1;{error}\n1.1.A;b\n") == [
        f"Line 3, column 2: the cell shows the error {error}"
    ]


@pytest.mark.parametrize("title", ["#MeToo", "#1", "No. #N/A here", "Err:x"])
def test_a_title_with_a_hash_is_no_error(title):
    assert taken("a.csv", f"code;title_en\n1;{title}\n") == {"1": {"en": title}}


def test_a_table_too_long_or_too_wide_is_refused_with_its_place():
    table = "code,title_en\n1,a\n"
    assert told("a.csv", table + "\n" * 4998 + "2,b\n") == [
        "Line 5001, column 2: the table goes on after line 5000, which no roadmap does. Delete what is there"
    ]
    assert told("a.csv", table + "2" + "," * 256 + "b\n") == [
        "Line 3, column 257: the table goes on after column 256, which no roadmap does. Delete what is there"
    ]
    assert taken("a.csv", table + "2,b" + "," * 300 + "\n" * 9000) == {"1": {"en": "a"}, "2": {"en": "b"}}


def test_a_sentence_quotes_no_more_of_the_file_than_can_be_read():
    assert told("a.csv", f"code,title_en\n{'x' * 90_000},a\n") == [
        f"Line 2, column 1: “{'x' * 60}…” is too long to be a code; 40 characters are allowed"
    ]


def test_a_workbook_that_is_called_csv_is_refused():
    assert told("a.csv", b"PK\x03\x04 and so on") == [
        "This is an Excel workbook or another archive, though its name ends in .csv."
    ]


@pytest.mark.parametrize("name", ["a.xls", "a.ODS", "a.xlsm", "a.numbers"])
def test_other_spreadsheets_are_refused_with_the_way_out(name):
    ending = name[1:].lower()
    assert told(name, TABLE) == [
        f"{ending} files cannot be read. Open the file in your spreadsheet program, save it as .xlsx and choose "
        "the new file."
    ]


@pytest.mark.parametrize(
    "name,content",
    [
        ("a.csv", "code,title_en,retired_on\n1,a,2024-01-31\n1.1,b,2024-01-31\n"),
        ("a.csv", "code,title_en,Budget\n1,,\nx,b,40\n"),
        ("a.yaml", "title: {fr: Stratégie}\nvalid_to: ~\nadopted_on: 2019-06-04\nitems: [{code: 1, title: {en: a}}]"),
    ],
)
def test_a_reading_goes_from_one_process_to_another_in_json(name, content):
    reading = read_roadmap(name, content.encode())
    assert from_json(json.loads(json.dumps(to_json(reading)))) == reading


def test_what_stands_under_an_item_comes_behind_it_wherever_the_file_has_it():
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
NO_HEADER = "None of the first 20 lines names the columns: code,title_fr,title_en"
UNCLOSED = "a quotation mark is not closed, or one inside a cell is not doubled"


@pytest.mark.parametrize(
    "table,problems",
    [
        ("", ["The file is empty."]),
        (" \n\n", ["The file is empty."]),
        (",,,\n", ["The file is empty."]),
        ("code,title_en\n", ["There is no item in the file."]),
        ("1,Prevent\n", [NO_HEADER]),
        ("code,budget\n1,a\n", [NO_HEADER]),
        ("code,title_en,Title_EN\n1,a,b\n", ["Line 1, column 3: the column “Title_EN” stands there twice"]),
        ("code,title_en\n1,a\n,b\n", ["Line 3, column 1: there is no code"]),
        (
            "code,title_en\n1,a\n2023-02-01,b\n",
            [
                "Line 3, column 1: the spreadsheet has made the date 2023-02-01 of a code; "
                "give the column the format Text"
            ],
        ),
        ("code,title_en\n1,a\n\n1.,b\n", ["Line 4, column 1: the code 1 stands on line 2 already"]),
        ("code,title_en\n1,a\n1.2.C,b\n", ["Line 3: 1.2.C stands under 1.2, which is not in the file"]),
        ("code,title_en\n1\n", ["Line 2: there is no title"]),
        ("code,title_en\n1, \n", ["Line 2: there is no title"]),
        (f"code,title_en\n1,{LONG}\n", ["Line 2, column 2: the title in English has 501 characters; 500 are allowed"]),
        ('code,title_en\n1,a\n2,"b\n3,"c"\n', [f"Line 3: {UNCLOSED}"]),
        (
            "code,title_en\n1,a\x07b\n",
            ["Line 2, column 2: the title in English holds a character that cannot be shown"],
        ),
        (
            "code,title_en\n1,Train, inform\n",
            [
                "Line 2, column 3: there are more cells than columns; "
                "a title with a comma in it stands in quotation marks"
            ],
        ),
        ('code,title_en\n1,a\n2,"b\n3,c\n', ["Line 3: a quotation mark opens and is not closed"]),
        ('code,title_en\n1,"a"b\n', [f"Line 2: {UNCLOSED}"]),
        ("code,title_en,retired_on\n1,a,soon\n", ["Line 2, column 3: “soon” is not a date; write it as 2024-12-31"]),
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
    table = f"code,title_en,retired_on\n1.2.C,a\n1,\n2,{LONG},soon\n1,b\n"
    assert told("a.csv", table) == [
        "Line 2: 1.2.C stands under 1.2, which is not in the file",
        "Line 3: there is no title",
        "Line 4, column 2: the title in English has 501 characters; 500 are allowed",
        "Line 4, column 3: “soon” is not a date; write it as 2024-12-31",
        "Line 5, column 1: the code 1 stands on line 3 already",
    ]


def test_a_line_number_counts_the_lines_inside_a_cell():
    assert told("a.csv", 'code,title_en\n1,"a\nb\nc"\n1,d\n') == [
        "Line 5, column 1: the code 1 stands on line 2 already"
    ]


def test_a_cell_without_end_is_refused():
    assert told("a.csv", f"code,title_en\n1,{'x' * 200_000}\n") == ["Line 2: a cell is too long"]


def test_more_items_than_a_roadmap_has_are_refused():
    codes = [f"{priority}.{strand}" for priority in range(1, 13) for strand in range(1, 99)]
    lines = [f"{code},a" for code in [*map(str, range(1, 13)), *codes]]
    assert told("a.csv", "\n".join(["code,title_en", *lines])) == [
        f"There are more than {ITEM_LIMIT} items in the file."
    ]


@pytest.mark.parametrize("name", ["roadmap.docx", "roadmap.pdf", "roadmap", "csv", ".csv.pdf"])
def test_other_kinds_of_file_are_refused(name):
    assert told(name, TABLE) == ["A roadmap is read from a .csv, .xlsx or .yaml file."]


@pytest.mark.parametrize("ending", READERS)
def test_an_empty_and_an_endless_file_are_refused(ending):
    assert told(f"a{ending}", b"") == ["The file is empty."]
    assert told(f"a{ending}", b"x" * (FILE_LIMIT + 1)) == ["The file is larger than 1 MB."]


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
        "level_1": Text.of(fr="axe", en="axis"),
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
                "Line 2: “titel” is not known here; known are adopted_on, items, level_1, level_2, level_3, "
                "level_4, level_5, objective_name, objectives, priorities, priority_name, strand_name, strands, title, "
                "valid_from, valid_to",
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
            "items:\n- code: 1\n  title: {en: a, it: b}",
            ["Line 3: “it” is not known here; known are ar, de, en, es, fr, nl, pt"],
        ),
        (
            "items:\n- code: 1\n  code: 2\n  title: {en: a}",
            ["Line 3: “code” stands there twice"],
        ),
        (
            "items:\n- {code: [1], title: {en: a}}",
            ["Line 2: a single value is expected here"],
        ),
        (
            "items:\n- code: 1\n  title: {en: a}\n  items:\n  - {code: 2.1, title: {en: b}}",
            ["Line 5: 2.1 stands under 2, which is not in the file"],
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
