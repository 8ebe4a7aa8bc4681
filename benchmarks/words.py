"""Are all words of a report's answers in its PDF, in order, and its footnotes footnotes?

    manage.py export_report --country FRA --year 2023 --language fr --format json --output report.json
    manage.py export_report --country FRA --year 2023 --language fr --format pdf --output report.pdf
    .venv/bin/python benchmarks/words.py report.json report.pdf

Reads the PDF by its tags (pdfinfo -struct-text of poppler-utils), which leave out running heads and page numbers.
Every paragraph of an answer has to stand in it whole and after the one before: letters and digits are compared, since a
hyphen at the end of a line cannot be told from one of the writer's. Exit 1 below 0.995.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ENOUGH = 0.995
ELEMENT = re.compile(r"^( *)(?:\"(?P<text>.*)\"|(?P<tag>\w+).*)$")
CALL = re.compile(r"\[\d+\]")


def letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", text))


def wanted(report: dict) -> tuple[list[str], list[str]]:
    """The paragraphs of all answers in order, parted where a footnote is called, and the footnotes."""
    paragraphs: list[str] = []
    notes: list[str] = []
    for answer in report["answers"]:
        if answer["kind"] not in ("rich_text", "line"):
            continue
        for line in answer["text"].splitlines():
            if re.match(r"\[\d+\] ", line) and "footnote" in answer["html"]:
                notes.append(CALL.sub("", line, count=1))
            else:
                paragraphs += re.split(r"\[\d+\]| \| ", line)
    return [each for each in paragraphs if letters(each)], notes


def printed(pdf: Path) -> tuple[str, list[str]]:
    """The letters of the text in the order of the tags, footnotes apart."""
    tree = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True, check=True).stdout
    text: list[str] = []
    notes: list[str] = []
    note_indent = None
    for line in tree.splitlines():
        found = ELEMENT.match(line)
        if not found:
            continue
        indent = len(found[1])
        if note_indent is not None and indent <= note_indent:
            note_indent = None
        if found["tag"] == "Note":
            note_indent = indent
            notes.append("")
        elif found["text"] is not None and note_indent is not None:
            notes[-1] += letters(found["text"])
        elif found["text"] is not None:
            text.append(letters(found["text"]))
    return "".join(text), notes


def main(data: Path, pdf: Path) -> int:
    paragraphs, notes = wanted(json.loads(data.read_text(encoding="utf-8")))
    text, footnotes = printed(pdf)
    position = words = found = 0
    for paragraph in paragraphs:
        count = len(paragraph.split())
        words += count
        at = text.find(letters(paragraph), position)
        if at >= 0:
            found += count
            position = at + len(letters(paragraph))
        else:
            sys.stdout.write(f"not found after the one before: {paragraph[:100]}\n")
    kept = sum(any(letters(note) in each for each in footnotes) for note in notes)
    share = found / words if words else 1.0
    sys.stdout.write(f"words in order: {found} of {words} ({share:.4f}); footnotes: {kept} of {len(notes)}\n")
    return 0 if share >= ENOUGH and kept == len(notes) else 1


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
