"""OpenDocument texts made of pieces of XML, in the manner of LibreOffice."""

from io import BytesIO
from zipfile import ZipFile

_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = {
    **{name: f"{_ODF}:{name}:1.0" for name in ("office", "style", "text", "table", "form", "manifest")},
    "draw": f"{_ODF}:drawing:1.0",
    "svg": f"{_ODF}:svg-compatible:1.0",
    "fo": f"{_ODF}:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
NAMESPACES = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES.items())

STYLES = """
<office:font-face-decls><style:font-face style:name="Wingdings1" svg:font-family="Wingdings"/></office:font-face-decls>
<office:styles>
 <style:style style:name="Secret" style:family="text"><style:text-properties text:display="none"/></style:style>
 <style:style style:name="Below" style:family="text" style:parent-style-name="Secret"/>
 <style:style style:name="Open" style:family="text"><style:text-properties text:display="true"/></style:style>
 <style:style style:name="Closed" style:family="paragraph"><style:text-properties text:display="none"/></style:style>
 <style:style style:name="Signs" style:family="text"><style:text-properties style:font-name="Wingdings1"/></style:style>
 <style:style style:name="Plain" style:family="paragraph" style:list-style-name=""/>
 <text:outline-style>
  <text:outline-level-style text:level="1" style:num-format=""/>
  <text:outline-level-style text:level="2" style:num-format="1" style:num-suffix="."/>
  <text:outline-level-style text:level="3" style:num-format="1" text:display-levels="2"/>
 </text:outline-style>
 <text:list-style style:name="Ticked"><text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0FE;">
  <style:text-properties style:font-name="Wingdings1"/></text:list-level-style-bullet></text:list-style>
 <text:list-style style:name="Round"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/>
 </text:list-style>
 <text:list-style style:name="Figures"><text:list-level-style-number text:level="1" style:num-format="1"
  style:num-suffix="."/></text:list-style>
 <text:list-style style:name="Codes">
  <text:list-level-style-number text:level="1" style:num-format="1"/>
  <text:list-level-style-number text:level="2" style:num-format="1" loext:num-list-format="%1%.%2%"/>
  <text:list-level-style-number text:level="3" style:num-format="A" text:display-levels="3"/>
 </text:list-style>
</office:styles>
"""


def opendocument(body: str, styles: str = STYLES) -> bytes:
    """An .odt with this text."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _part("content", f"<office:automatic-styles/>{_body(body)}"))
        archive.writestr("styles.xml", _part("styles", styles))
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMESPACES}/>")
    return packed.getvalue()


def _body(body: str) -> str:
    return f"<office:body><office:text>{body}</office:text></office:body>"


def _part(name: str, inside: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-{name} {NAMESPACES} office:version="1.3">{inside}'
        f"</office:document-{name}>"
    )
