"""A file becomes pandoc's syntax tree. Pandoc runs as a process of its own, in its sandbox, with limits.

The sandbox keeps pandoc from opening any file and any address; the limits keep a file that was made to hurt from taking
the machine. Nothing is written but temporary files.
"""

import json
import re
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pypandoc
from django.utils.translation import gettext as _

from files.checks import Refused, check, check_size, decoded
from files.leaving import HEADING, LEFT_OUT, LeftOut, left_out_span, placed, without_marks
from files.markdown import with_brackets, with_lists
from files.packages import Package, opened
from files.web import read_page
from reports.importing.wholeness import paragraphs_of, passed_over

SECONDS = 60
"""Wall-clock time; processor time is limited to the same. A report of 40 pages takes half a second."""
MEMORY = 2 * 1024 * 1024
"""Address space in KiB."""
OUTPUT = 400 * 1024 * 1024
"""Largest syntax tree in bytes; a report of 40 pages comes to 1 MB."""

MOST_CHUNKS = 20
"""Of texts of other formats in one file."""

READERS = {
    "docx": ["--from=docx+styles", "--track-changes=all"],
    "odt": ["--from=odt"],
    # Straight quotes stay straight, and nothing is taken for a citation, a formula, code of another language, or a list
    # with letters: "(x) Non" is a cross.
    # What is HTML stays as it is written, for `files.markdown` to look at.
    "markdown": [
        "--from=markdown-smart-citations-tex_math_dollars-raw_tex-raw_attribute-example_lists-fancy_lists"
        "-native_divs-native_spans"
    ],
    # The extension of EPUB has footnotes, as `files.web` writes them.
    "html": ["--from=html-smart-native_divs+epub_html_exts"],
    "json": ["--from=json"],
    "rtf": ["--from=rtf"],  # only inside of .docx, where texts of other formats are put in
}
READERS["markdown without meta"] = [f"{READERS['markdown'][0]}-yaml_metadata_block"]
_RTF_HIDES = re.compile(rb"(\\\\)|\\v(?:-?\d{1,9})?(?![a-z\d]) ?")
"""The switch of rich text that hides; not behind a backslash that is text."""
_LIMITED = 'ulimit -t {seconds}; ulimit -v {memory}; ulimit -f {blocks}; exec "$@"'


@dataclass(frozen=True)
class Reading:
    """A file as read. `paragraphs` is what the file's own parts hold, for comparison with the tree."""

    filename: str
    format: str
    sha256: str
    tree: dict[str, Any]
    paragraphs: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    """What has no place in the tree; what has one stands there as a span."""
    encoding: str = ""
    """Of a text file that is not in UTF-8."""


def read_path(path: Path) -> Reading:
    """Read a file of this machine, in this process. Raises Refused."""
    return read(path.name, content_of(path))


def content_of(path: Path) -> bytes:
    """The bytes of a file of this machine. Raises Refused; one that is too large is not opened."""
    try:
        check_size(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(_("There is no file %(path)s.") % {"path": path}) from None
    except OSError as error:
        raise Refused(_("%(path)s cannot be read: %(reason)s.") % {"path": path, "reason": error.strerror}) from error


def read(filename: str, content: bytes) -> Reading:
    """Read a file that is in memory. Raises Refused with the reason for the reader."""
    kind = check(filename, content)
    form, encoding, meta = kind, "", {}
    if kind in ("docx", "odt"):
        package = opened(content, kind)
    else:
        text, encoding = decoded(content)
        if not text.strip():
            raise Refused(_("The file is empty."))
        form, package, meta = ("html", read_page(text), {}) if kind == "html" else markdown_package(text)
    tree, without_place = read_package(form, package)
    tree["meta"] |= meta
    elsewhere = any(text.strip() for _part, text in package.paragraphs)
    if not (tree["blocks"] or tree["meta"] or elsewhere or any(thing.what != "hidden" for thing in without_place)):
        raise Refused(_("There is no text in this file."))
    return Reading(
        filename=filename,
        format=kind,
        sha256=sha256(content).hexdigest(),
        tree=tree,
        paragraphs=package.paragraphs,
        left_out=without_place,
        encoding="" if encoding in ("", "utf-8") else encoding,
    )


def read_package(kind: str, package: Package, depth: int = 0) -> tuple[dict[str, Any], list[LeftOut]]:
    """Pandoc's tree with what is left out in its places, and what has none. Raises Refused.

    Texts in other parts are read in their places; what cannot be read stays named as left out.
    """
    tree, without_place = placed(run_pandoc(kind, package.content), package.left_out)
    chunks: dict[str, list[Any]] = {}
    for name, (form, content) in list(package.chunks.items())[: MOST_CHUNKS if depth < 2 else 0]:
        with suppress(Refused):
            if form == "txt":
                chunks[name] = [plain_paragraph(line) for line in decoded(content)[0].splitlines() if line.strip()]
                continue
            if form == "docx":
                inner = opened(content, form)
                package.paragraphs.extend(inner.paragraphs)
            elif form == "rtf":
                inner = Package(content, [])
            else:
                inner = read_page(decoded(content)[0])
                package.paragraphs.extend(inner.paragraphs)
            read_, more = read_package(form, inner, depth + 1)
            chunks[name] = read_["blocks"] + (hidden_in_rtf(content, read_) if form == "rtf" else [])
            without_place += more
    tree = with_chunks(tree, chunks) if chunks else tree
    return with_headings(tree), [thing for thing in without_place if thing.what != HEADING]


def hidden_in_rtf(content: bytes, shown: dict[str, Any]) -> list[Any]:
    """What pandoc leaves out of rich text because it is hidden, as a paragraph with its marks."""
    whole = run_pandoc("rtf", _RTF_HIDES.sub(lambda found: found[1] or b"", content))
    texts = [("text", " ".join(pieces)) for pieces in paragraphs_of(whole)]
    hidden = [left_out_span(LeftOut("hidden", text)) for _part, text in passed_over(shown, texts, [])]
    return [{"t": "Para", "c": hidden}] if hidden else []


def markdown_package(text: str) -> tuple[str, Package, dict[str, Any]]:
    """Markdown as something for pandoc, with its form and the text's own metadata.

    With HTML in it, it is the page that it makes.
    """
    written = with_lists(without_marks(text)).encode("utf-8", errors="replace")
    try:
        read_ = run_pandoc("markdown", written)
    except Refused:
        if "\n---" not in f"\n{text}":
            raise
        read_ = run_pandoc("markdown without meta", written)  # between its rules stands text, not the file's metadata
    tree, has_html = with_brackets(read_)
    content = json.dumps(tree).encode()
    if not has_html:
        return "json", Package(content, []), tree["meta"]
    return "html", read_page(pandoc(["--from=json", "--to=html"], content).decode()), tree["meta"]


def with_headings(node: Any) -> Any:
    """The tree with a heading for each paragraph that begins with the mark of one: pandoc passes over those in the
    cells of an OpenDocument table."""
    if isinstance(node, list):
        return [with_headings(child) for child in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") in ("Para", "Plain") and node["c"] and node["c"][0]["t"] == "Span":
        attributes = dict(node["c"][0]["c"][0][2])
        if attributes.get("what") == HEADING:
            level = min(max(int(attributes["text"]), 1), 6)
            return {"t": "Header", "c": [level, ["", [], []], node["c"][1:]]}
    return {key: with_headings(child) for key, child in node.items()}


def plain_paragraph(line: str) -> dict[str, Any]:
    words = [{"t": "Str", "c": word} for word in without_marks(line).split()]
    return {"t": "Para", "c": [each for word in words for each in (word, {"t": "Space"})][:-1]}


def with_chunks(node: Any, chunks: dict[str, list[Any]]) -> Any:
    """The tree with the blocks of other parts in the places of their marks."""
    if isinstance(node, dict):
        return {key: with_chunks(child, chunks) for key, child in node.items()}
    if not isinstance(node, list):
        return node
    result: list[Any] = []
    for child in node:
        name = _chunk_in(child)
        result += chunks[name] if name in chunks else [with_chunks(child, chunks)]
    return result


def _chunk_in(block: Any) -> str | None:
    """The name of the part that stands in the place of this paragraph."""
    if not (isinstance(block, dict) and block.get("t") in ("Para", "Plain") and len(block["c"]) == 1):
        return None
    inline = block["c"][0]
    named = dict(inline["c"][0][2]) if inline["t"] == "Span" and LEFT_OUT in inline["c"][0][1] else {}
    return named.get("text") if named.get("what") == "chunk" else None


def run_pandoc(kind: str, content: bytes) -> dict[str, Any]:
    """Pandoc's tree of a document. Raises Refused."""
    try:
        return json.loads(pandoc([*READERS[kind], "--to=json"], content))
    except (ValueError, RecursionError) as error:
        raise Refused(_too_much()) from error


def pandoc(options: list[str], content: bytes) -> bytes:
    """What pandoc makes of a document. Raises Refused where it fails, or takes too much time or memory."""
    limits = _LIMITED.format(seconds=SECONDS, memory=MEMORY, blocks=OUTPUT // 512)
    command = [pypandoc.get_pandoc_path(), "--sandbox", *options]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as result:
        source.write(content)
        source.seek(0)
        try:
            done = subprocess.run(
                ["/bin/sh", "-c", limits, "sh", *command],
                stdin=source,
                stdout=result,
                stderr=subprocess.PIPE,
                timeout=SECONDS,
                check=False,
                cwd=tempfile.gettempdir(),
                env={"LANG": "C.UTF-8", "PATH": ""},
            )
        except subprocess.TimeoutExpired as error:
            raise Refused(_too_much()) from error
        if done.returncode:
            killed = done.returncode < 0 or done.returncode > 128 or b"heap" in done.stderr or b"memory" in done.stderr
            raise Refused(
                _too_much()
                if killed
                else _(
                    "The file is damaged: the reader stops in the middle of it. "
                    "Open it in your word processor, save it again and import that."
                )
            )
        result.seek(0)
        return result.read()


def _too_much() -> str:
    return _(
        "The file takes too long to read: it is far larger or more nested than a report. "
        "Save the text in a new document and import that one."
    )
