"""A rich text document out into a Word file and back, with what lies in between."""

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from richtext.reading import links
from richtext.word.names import W, anchor_of
from richtext.word.packing import File, packed
from richtext.word.reading import Reader, parts_of
from richtext.word.writing import WordWriter, target_of

FILE = File(title="Test", language="fr", header="Test", footer="Test", made="2023-05-01T12:00:00Z")


def written(doc: dict[str, Any], known=("1.2.C",)) -> bytes:
    writer = WordWriter({code: anchor_of(code) for code in known})
    return packed(writer.document(doc), writer, FILE)


def unpacked(content: bytes) -> dict[str, ElementTree.Element]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314  our own


def targets(tree: ElementTree.Element | None) -> dict[str, str]:
    """Of a part; a program that saves a file leaves out the parts it has nothing for."""
    return {} if tree is None else {each.get("Id"): each.get("Target") for each in tree}


def reader(content: bytes, hrefs=None) -> tuple[Reader, ElementTree.Element]:
    trees = unpacked(content)
    parts = parts_of(
        {name: trees[part] for name in ("styles", "numbering", "footnotes") if (part := f"word/{name}.xml") in trees},
        targets(trees.get("word/_rels/document.xml.rels")),
        targets(trees.get("word/_rels/footnotes.xml.rels")),
    )
    return Reader(parts, hrefs), trees["word/document.xml"].find(f"{W}body")


def back(content: bytes, hrefs=None) -> dict[str, Any]:
    read, body = reader(content, hrefs)
    return read.document(body)


def hrefs(doc: dict[str, Any]) -> dict[str, str]:
    """The addresses of a text, by what a file makes of them; programs write one without a path in two ways."""
    found = {target_of(link.href): link.href for link in links(doc)}
    return found | {target.rstrip("/"): href for target, href in found.items()}


def there_and_back(doc: dict[str, Any]) -> dict[str, Any]:
    return back(written(doc), hrefs(doc))


def saved_by_libreoffice(folder: Path, target: Path, names: list[str]) -> dict[str, bytes]:
    """Files of a folder as LibreOffice opens and saves them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target)]
    subprocess.run([*command, *(str(folder / name) for name in names)], check=True, timeout=240, capture_output=True)
    return {name: (target / name).read_bytes() for name in names}
