"""How many words of the answers in a file (.docx, .odt, .md, .html) stand in a PDF, in order.

python -m benchmarks.words FILE PDF --country FRA --year 2023 --language fr

The same plan as for the import says what is an answer and what is the form's own wording. Footnotes are compared apart,
as they stand at the foot of the page. Ends with 1 and a sentence below --at-least.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
    django.setup()

from benchmarks.words.comparing import compare, words_of_pages
from files.checks import Refused
from publications.management.commands.export_report import newest_report
from reports.importing.apply import make_plan
from reports.importing.plan import Plan, answer_texts
from reports.importing.reading import content_of
from richtext.reading import footnotes, map_inlines, words, words_of

ENOUGH = 0.995
SHOWN = 20


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.words")
    parser.add_argument("file", type=Path)
    parser.add_argument("pdf", type=Path)
    parser.add_argument("--country", required=True, help="ISO 3166-1 alpha-3, such as FRA")
    parser.add_argument("--year", required=True, help="the year in which the reporting period ends")
    parser.add_argument("--language", required=True, help="the language that the file is written in")
    parser.add_argument("--at-least", type=float, default=ENOUGH, metavar="SIMILARITY", help=f"{ENOUGH} if not given")
    given = parser.parse_args(arguments)
    report = newest_report(given.country, given.year)
    try:
        content = content_of(given.file)
        plan = make_plan(report=report, filename=given.file.name, content=content, language=given.language)
    except Refused as error:
        raise SystemExit(error.message) from error
    printed = words_of_pages(pages_of(given.pdf))
    body = compare(body_words(plan), printed)
    notes = compare(note_words(plan), printed)
    both = body + notes
    for before, missing, after in both.missing[:SHOWN]:
        sys.stdout.write(f"missing: … {before} [{missing}] {after} …\n")
    if len(both.missing) > SHOWN:
        sys.stdout.write(f"and {len(both.missing) - SHOWN} more\n")
    sys.stdout.write(
        f"similarity {both.similarity:.4f}: {both.matched} of {both.total} words in order"
        f" (text {body.matched} of {body.total}, {plan.footnote_count} footnotes {notes.matched} of {notes.total})\n"
    )
    if both.similarity < given.at_least:
        raise SystemExit(f"less than {given.at_least}")


def body_words(plan: Plan) -> list[str]:
    """The words of all answers in the order of the questions, without footnotes."""
    found: list[str] = []
    for answer in plan.answers:
        if answer.kind == "rich_text":
            found += words(
                map_inlines(answer.value, lambda content: [one for one in content if one["type"] != "footnote"])
            )
        else:
            found += [word for text in answer_texts(answer) for word in words_of(text)]
    return found


def note_words(plan: Plan) -> list[str]:
    return [word for _answer, doc in plan.documents for note in footnotes(doc) for word in words_of(note)]


def pages_of(pdf: Path) -> list[str]:
    """The text of each page, by pdftotext where the machine has it, else by pypdf. Raises SystemExit."""
    if not pdf.is_file():
        raise SystemExit(f"There is no file {pdf}.")
    if shutil.which("pdftotext"):
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", str(pdf), "-"], capture_output=True, check=False)
        if done.returncode:
            raise SystemExit(f"{pdf} cannot be read: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode(errors="replace").split("\f")
    try:
        from pypdf import PdfReader
        from pypdf.errors import PdfReadError
    except ImportError:
        raise SystemExit("Reading a PDF takes pdftotext (Debian package poppler-utils), or pypdf.") from None
    try:
        return [page.extract_text() for page in PdfReader(pdf).pages]
    except PdfReadError as error:
        raise SystemExit(f"{pdf} cannot be read: {error}") from error


if __name__ == "__main__":
    main(sys.argv[1:])
