"""Word files made of the XML that a situation needs: a question of the form, and what stands below it."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    OFFICE: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
SPACES = {
    "w": W,
    "r": OFFICE,
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "x": "urn:of-somebody-else",
}
DECLARED = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())

RESULTS = "7. Quels sont les principaux résultats enregistrés ? *"
USEFUL = "24. Le mécanisme des pays pionniers a-t-il été jugé utile? *"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)


def word(
    body: str, *, styles: str = "", numbering: str = "", relations: str = "", strict: bool = False, **parts: str | bytes
) -> bytes:
    """A Word file. In the names of `parts` "__" stands for "/" and "_dot_" for "."; XML gets its namespaces."""
    made = {
        "_rels/.rels": _relations(f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'),
        "word/document.xml": f'<w:document {DECLARED} mc:Ignorable="w14 x"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f"<w:styles {DECLARED}>{STYLES}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {DECLARED}>{numbering}</w:numbering>",
        "word/_rels/document.xml.rels": _relations(
            f'<Relationship Id="rS" Type="{OFFICE}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rN" Type="{OFFICE}/numbering" Target="numbering.xml"/>{relations}'
        ),
    }
    for name, content in parts.items():
        if isinstance(content, str) and content.startswith("<"):
            content = content.replace(">", f" {DECLARED}>", 1)
        made[name.replace("__", "/").replace("_dot_", ".")] = content
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in made.items():
            if strict and isinstance(content, str):
                for usual, other in STRICT.items():
                    content = content.replace(f'"{usual}', f'"{other}')
            archive.writestr(name, content)
    return packed.getvalue()


def _relations(rows: str) -> str:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def relation(identifier: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identifier}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def p(*inner: str, properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each.startswith('<') else r(each) for each in inner)}</w:p>"
    )


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def question(text: str = RESULTS) -> str:
    return p(text, properties='<w:pStyle w:val="Heading2"/>')


def field(instruction: str, result: str = "", data: str = "") -> str:
    """A field in runs of its own. `result` is XML of runs."""
    begin = f'<w:fldChar w:fldCharType="begin">{data}</w:fldChar>' if data else '<w:fldChar w:fldCharType="begin"/>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' if result else ""
    return (
        f'<w:r>{begin}</w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'{separate}{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def numbered(text: str, number: int = 1, level: int = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return p(text, properties=f'{named}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def levels(*each: tuple[str, str], number: int = 1, more: str = "", of_number: str = "") -> str:
    """A numbering with (form, text) for each level; `more` stands in each level, `of_number` in the w:num."""
    rows = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'
        for at, (form, text) in enumerate(each)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{number}">{rows}</w:abstractNum>'
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/>{of_number}</w:num>'
    )


def drawing(inside: str, properties: str = '<wp:docPr id="1" name="D"/>') -> str:
    graphic = f"<a:graphic><a:graphicData>{inside}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{properties}{graphic}</wp:inline></w:drawing></w:r>"


def box(*paragraphs: str) -> str:
    return drawing(f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></wps:txbx></wps:wsp>")


def old_box(*paragraphs: str) -> str:
    return (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{''.join(paragraphs)}</w:txbxContent></v:textbox></v:shape>"
        "</w:pict></w:r>"
    )


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
