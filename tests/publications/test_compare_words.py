"""Every word of the answers in a Word file comes out in the PDF, in order: the whole way, and its measure."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.reports.importing.conftest import FRANCE, france  # noqa: F401

PLACE = {"country": "FRA", "year": "2023", "language": "fr"}


def run(command, *args, **options) -> str:
    out = StringIO()
    call_command(command, *map(str, args), stdout=out, **options)
    return out.getvalue()


@pytest.mark.long
def test_every_word_of_france_s_file_is_in_the_pdf(france, tmp_path):  # noqa: F811
    call_command("import_report", str(FRANCE), country="FRA", year=2023, language="fr", stdout=StringIO())
    pdf = tmp_path / "report.pdf"
    run("export_report", **PLACE, format="pdf", output=str(pdf))
    told = run("compare_words", FRANCE, pdf, **PLACE)
    assert told == ("similarity 1.0000: 16976 of 16976 words in order (text 16864 of 16864, 7 footnotes 112 of 112)\n")


@pytest.mark.long
def test_what_is_missing_in_the_pdf_is_told(france, tmp_path):  # noqa: F811
    source, pdf = tmp_path / "a.md", tmp_path / "report.pdf"
    source.write_text("## 11. Comment avez-vous surmonté ces difficultés ?\n\nEn parlant avec tous les partenaires.\n")
    run("import_report", source, country="FRA", year=2023, language="fr")
    run("export_report", **PLACE, format="pdf", output=str(pdf))
    source.write_text(
        "## 11. Comment avez-vous surmonté ces difficultés ?\n\nEn parlant hier avec tous les partenaires.\n"
    )
    out = StringIO()
    with pytest.raises(CommandError, match=r"less than 0\.995"):
        call_command("compare_words", str(source), str(pdf), **PLACE, stdout=out)
    assert out.getvalue() == (
        "missing: … En parlant [hier] avec tous les partenaires …\n"
        "similarity 0.8571: 6 of 7 words in order (text 6 of 7, 0 footnotes 0 of 0)\n"
    )
    assert run("compare_words", source, pdf, **PLACE, at_least=0.8).endswith("0 of 0)\n")


@pytest.mark.long
def test_what_is_no_pdf_is_refused(france, tmp_path):  # noqa: F811
    source = tmp_path / "a.md"
    source.write_text("Un mot.")
    with pytest.raises(CommandError, match="There is no file"):
        run("compare_words", source, tmp_path / "nothing.pdf", **PLACE)
    with pytest.raises(CommandError, match="cannot be read"):
        run("compare_words", source, source, **PLACE)
