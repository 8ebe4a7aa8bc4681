"""A rich text document out into a Word file and back, with what lies in between."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from richtext.reading import links
from richtext.word.names import W
from richtext.word.packing import File, packed
from richtext.word.reading import Reader, parts_of
from richtext.word.writing import Writer, target_of

FILE = File(title="Test", language="fr", footer="Test", made="2023-05-01T12:00:00Z")


def written(doc: dict[str, Any], known=("1.2.C",)) -> bytes:
    writer = Writer(known)
    return packed(writer.document(doc), writer, FILE)


def unpacked(content: bytes) -> dict[str, ElementTree.Element]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314  our own


def targets(tree: ElementTree.Element) -> dict[str, str]:
    return {each.get("Id"): each.get("Target") for each in tree}


def reader(content: bytes, hrefs=None) -> tuple[Reader, ElementTree.Element]:
    trees = unpacked(content)
    parts = parts_of(
        {name: trees[f"word/{name}.xml"] for name in ("styles", "numbering", "footnotes")},
        targets(trees["word/_rels/document.xml.rels"]),
        targets(trees["word/_rels/footnotes.xml.rels"]),
    )
    return Reader(parts, hrefs), trees["word/document.xml"].find(f"{W}body")


def back(content: bytes, hrefs=None) -> dict[str, Any]:
    read, body = reader(content, hrefs)
    return read.document(body)


def there_and_back(doc: dict[str, Any]) -> dict[str, Any]:
    return back(written(doc), {target_of(link.href): link.href for link in links(doc)})
