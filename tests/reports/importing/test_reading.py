import pytest

from files.checks import FORMATS, Refused, check, decoded
from reports.importing import reading
from reports.importing.reading import read, run_pandoc
from reports.importing.wholeness import paragraphs_of, texts_of
from tests.reports.importing.conftest import FRANCE
from tests.reports.importing.shapes import converted


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read(ending):
    content = converted("# Titre\n\nUn été.\n", FORMATS[ending])
    found = read(f"rapport{ending.upper()}", content)
    assert (found.format, [text for text in texts_of(found.tree) if text.strip()]) == (
        FORMATS[ending],
        ["Titre", "Un", "été."],
    )


@pytest.mark.parametrize(
    ("content", "text", "encoding"),
    [
        ("été".encode(), "été", "utf-8"),
        ("\ufeffété".encode(), "été", "utf-8"),
        ("été".encode("utf-16"), "été", "utf-16"),
        ("l’été".encode("cp1252"), "l’été", "cp1252"),
        ('<meta charset="iso-8859-15">été €'.encode("iso-8859-15"), '<meta charset="iso-8859-15">été €', "iso8859-15"),
        ('<meta charset="no-such-thing">été'.encode("cp1252"), '<meta charset="no-such-thing">été', "cp1252"),
    ],
)
def test_the_characters_of_a_text_file(content, text, encoding):
    assert decoded(content) == (text, encoding)


def test_an_encoding_other_than_utf_8_is_told(france_frame):
    assert read("a.md", "l’été".encode("cp1252")).encoding == "cp1252"
    assert read("a.md", "l’été".encode()).encoding == ""


def test_characters_in_no_encoding_are_refused():
    with pytest.raises(Refused, match="The characters of this file cannot be read"):
        decoded(b"\x81\x8d")


def test_the_format_is_told_by_name_and_first_bytes():
    assert check("a.DOCX", FRANCE.read_bytes()) == "docx"


@pytest.mark.parametrize(("limit", "value"), [("OUTPUT", 512 * 100), ("SECONDS", 0.001)])
def test_a_file_that_takes_too_much_is_refused(monkeypatch, limit, value):
    monkeypatch.setattr(reading, limit, value)
    with pytest.raises(Refused, match="The file takes too long to read"):
        run_pandoc("docx", FRANCE.read_bytes())


def test_nothing_outside_the_file_is_read(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    page = f'<object data="{secret}"></object><iframe src="file://{secret}"></iframe><img src="{secret}">'
    assert "geheim" not in str(run_pandoc("html", f"<p>a</p>{page}".encode()))


def test_a_page_of_the_web_without_text_is_refused():
    with pytest.raises(Refused, match="There is no text in this file"):
        read("a.html", b"<html><body><script>x</script></body></html>")


def test_rules_around_a_text_that_is_no_metadata_leave_it_text():
    tree = read("a.md", b"---\nFrance: rapport: 2023\n---\n\nsuite").tree
    assert (tree["meta"], paragraphs_of(tree)) == ({}, [["France:", "rapport:", "2023"], ["suite"]])
