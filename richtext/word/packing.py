"""A Word file around a body: styles, numberings, footnotes, a footer and properties, in parts that Word expects."""

from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bilingual.languages import direction
from richtext.word.names import HYPERLINK, LIST, MORE, style_id
from richtext.word.right_to_left import mirrored
from richtext.word.writing import Numbering, WordWriter

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = f'xmlns:w="{MAIN}" xmlns:r="{OFFICE}/relationships"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

PARTS = {
    "styles": f"{WORD}.styles+xml",
    "numbering": f"{WORD}.numbering+xml",
    "footnotes": f"{WORD}.footnotes+xml",
    "settings": f"{WORD}.settings+xml",
    "header1": f"{WORD}.header+xml",
    "footer1": f"{WORD}.footer+xml",
}
PROOFED = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "pt": "pt-PT", "ar": "ar-SA", "de": "de-DE", "nl": "nl-NL"}
"""As whose spelling a language is checked: Word does not check a language without a country."""

STEP = 400
"""How far a list or a quotation is set in, in twentieths of a point."""

BULLETS = "•–▪•–▪•–▪"


@dataclass
class File:
    """What a file is about."""

    title: str
    language: str
    header: str
    """At the top of each page but the first, which has the title."""
    footer: str
    made: str
    """When it was made, in ISO 8601."""
    properties: dict[str, str] = field(default_factory=dict)
    """Custom properties: what the reader of the file needs to know, and no person."""


def packed(body: str, writer: WordWriter, file: File) -> bytes:
    """The file. The same body makes the same bytes."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            [
                ("rId1", f"{OFFICE}/relationships/officeDocument", "word/document.xml"),
                ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
                ("rId3", f"{OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
            ]
        ),
        "docProps/core.xml": _core(file),
        "docProps/custom.xml": _custom(file.properties),
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/styles.xml": _styles(writer, file.language),
        "word/numbering.xml": _numbering(writer),
        "word/footnotes.xml": f"<w:footnotes {SPACES}>{_separators()}{''.join(writer.notes)}</w:footnotes>",
        "word/settings.xml": (
            f'<w:settings {SPACES}><w:zoom w:percent="100"/><w:footnotePr><w:footnote w:id="-1"/>'
            '<w:footnote w:id="0"/></w:footnotePr><w:compat><w:compatSetting w:name="compatibilityMode" '
            'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        ),
        "word/header1.xml": (
            f'<w:hdr {SPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t xml:space="preserve">'
            f"{escape(file.header)}</w:t></w:r></w:p></w:hdr>"
        ),
        "word/footer1.xml": _footer(file.footer),
        "word/_rels/document.xml.rels": _relationships(
            [
                *((f"rId{name}", f"{OFFICE}/relationships/{name.rstrip('1')}", f"{name}.xml") for name in PARTS),
                *((identifier, HYPERLINK, target) for target, identifier in writer.links.items()),
            ]
        ),
        "word/_rels/footnotes.xml.rels": _relationships(
            [(identifier, HYPERLINK, target) for target, identifier in writer.links.items()]
        ),
    }
    if direction(file.language) == "rtl":
        parts |= {name: mirrored(content) for name, content in parts.items() if name.startswith("word/")}
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, HEAD + content)
    return made.getvalue()


def _content_types() -> str:
    overrides = {
        "/word/document.xml": f"{WORD}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    } | {f"/word/{name}.xml": kind for name, kind in PARTS.items()}
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
        + "</Types>"
    )


def _relationships(found: list[tuple[str, str, str]]) -> str:
    outside = ' TargetMode="External"'
    rows = "".join(
        f'<Relationship Id="{identifier}" Type="{kind}" Target={quoteattr(target)}'
        f"{outside if kind == HYPERLINK else ''}/>"
        for identifier, kind, target in found
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _core(file: File) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(file.title)}</dc:title><dc:language>{file.language}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{file.made}</dcterms:created></cp:coreProperties>'
    )


def _custom(properties: dict[str, str]) -> str:
    rows = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    return f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{rows}</Properties>'


def _section() -> str:
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader1"/>'
        '<w:footerReference w:type="default" r:id="rIdfooter1"/><w:footerReference w:type="first" r:id="rIdfooter1"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1400" w:right="1400" w:bottom="1400" w:left="1500" '
        'w:header="700" w:footer="700" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )


def _footer(said: str) -> str:
    pages = f'{_field("PAGE")}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{_field("NUMPAGES")}'
    return (
        f'<w:ftr {SPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">'
        f"{escape(said)}</w:t></w:r><w:r><w:tab/></w:r>{pages}</w:p></w:ftr>"
    )


def _field(name: str) -> str:
    return "".join(
        f"<w:r>{content}</w:r>"
        for content in (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {name} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


def _separators() -> str:
    return "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )


def _numbering(writer: WordWriter) -> str:
    """A definition for each list: where two share one, LibreOffice saves each item as a list of its own."""
    lists = list(enumerate(writer.lists, start=1))
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{number:08X}"/>'
        f'<w:multiLevelType w:val="multilevel"/>{_levels(each)}</w:abstractNum>'
        for number, each in lists
    )
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number, _each in lists
    )
    return f"<w:numbering {SPACES}>{abstract}{numbers}</w:numbering>"


def _levels(each: Numbering) -> str:
    kind = "decimal" if each.is_ordered else "bullet"
    signs = [f"%{level + 1}." for level in range(9)] if each.is_ordered else BULLETS
    return "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{each.start if level == each.level else 1}"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{signs[level]}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{STEP}"/></w:pPr></w:lvl>'
        for level in range(9)
    )


@cache
def _fixed_styles() -> str:
    return (Path(__file__).parent / "styles.xml").read_text(encoding="utf-8")


def _styles(writer: WordWriter, language: str) -> str:
    """The styles of every file, and one for each place of text that occurs in this one."""
    made = "".join(_style(name, path, is_head) for name, (path, is_head) in sorted(writer.styles.items()) if path)
    return _fixed_styles().replace("LANGUAGE", PROOFED.get(language, language)).replace("<!-- answers -->", made)


def _style(name: str, path: tuple[str, ...], is_head: bool) -> str:
    lists, quotes = path.count(LIST), sum(token != LIST for token in path)
    inset = STEP * (lists + quotes)
    hanging = f' w:hanging="{STEP}"' if path[-1] == LIST and not name.endswith(MORE) else ""
    colour = '<w:rPr><w:color w:val="3D4A5C"/></w:rPr>' if quotes and path[-1] != LIST else ""
    spacing = '<w:spacing w:after="60"/>' if lists else ""
    based = "AnswerHead" if is_head else "Answer"
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/><w:pPr>{spacing}<w:ind w:left="{inset}"{hanging}/></w:pPr>{colour}</w:style>'
    )
