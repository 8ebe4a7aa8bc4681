"""Every word of the answers in a Word file comes out in the PDF, in order: the whole way, and its measure."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from benchmarks.words.__main__ import main
from tests.reports.importing.conftest import FRANCE, france  # noqa: F401

PLACE = {"country": "FRA", "year": "2023", "language": "fr"}


def run(command, *args, **options) -> None:
    call_command(command, *map(str, args), stdout=StringIO(), **options)


def compare_words(file: Path, pdf: Path, *more: str) -> None:
    main([str(file), str(pdf), *(f"--{name}={value}" for name, value in PLACE.items()), *more])


def said_of(file: Path, pdf: Path, capsys, *more: str) -> str:
    capsys.readouterr()
    compare_words(file, pdf, *more)
    return capsys.readouterr().out


@pytest.mark.long
def test_every_word_of_france_s_file_is_in_the_pdf(france, tmp_path, capsys):  # noqa: F811
    call_command("import_report", str(FRANCE), country="FRA", year=2023, language="fr", stdout=StringIO())
    pdf = tmp_path / "report.pdf"
    run("export_report", **PLACE, format="pdf", output=str(pdf))
    assert said_of(FRANCE, pdf, capsys) == (
        "similarity 1.0000: 16976 of 16976 words in order (text 16864 of 16864, 7 footnotes 112 of 112)\n"
    )


@pytest.mark.long
def test_what_is_missing_in_the_pdf_is_told(france, tmp_path, capsys):  # noqa: F811
    source, pdf = tmp_path / "a.md", tmp_path / "report.pdf"
    source.write_text("## 11. Comment avez-vous surmonté ces difficultés ?\n\nEn parlant avec tous les partenaires.\n")
    run("import_report", source, country="FRA", year=2023, language="fr")
    run("export_report", **PLACE, format="pdf", output=str(pdf))
    source.write_text(
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nEn parlant hier avec tous les partenaires.\n"
    )
    with pytest.raises(SystemExit, match=r"less than 0\.995"):
        compare_words(source, pdf)
    assert capsys.readouterr().out == (
        "missing: … En parlant [hier] avec tous les partenaires …\n"
        "similarity 0.8571: 6 of 7 words in order (text 6 of 7, 0 footnotes 0 of 0)\n"
    )
    assert said_of(source, pdf, capsys, "--at-least=0.8").endswith("0 of 0)\n")


@pytest.mark.long
def test_what_is_no_pdf_is_refused(france, tmp_path):  # noqa: F811
    source = tmp_path / "a.md"
    source.write_text("Un mot.")
    with pytest.raises(SystemExit, match="There is no file"):
        compare_words(source, tmp_path / "nothing.pdf")
    with pytest.raises(SystemExit, match="cannot be read"):
        compare_words(source, source)
