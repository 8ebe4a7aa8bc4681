"""The namespaces of OpenDocument texts, and of what LibreOffice adds to them."""

_ODF = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, STYLE, TEXT, TABLE = (_ODF % name for name in ("office", "style", "text", "table"))
DRAW, FORM, SVG, FO = (_ODF % name for name in ("drawing", "form", "svg-compatible", "xsl-fo-compatible"))
DC = "{http://purl.org/dc/elements/1.1/}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
FIELD = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
