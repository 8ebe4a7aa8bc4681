"""A document as one web page: a file that stands alone, or the same page as a preview on the site."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from publications.document import Document
from publications.html_layout import Setting, contents, question_places

STYLES = ("css/print.css", "css/report.css")
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def to_html(document: Document) -> bytes:
    """A file with its style in it. The fonts stay out: the reader's own serif and sans stand in for them."""
    style = "\n".join(Path(finders.find(name)).read_text(encoding="utf-8") for name in STYLES)
    return page(document, style=FONT_FACE.sub("", style)).encode()


def preview(document: Document, *, back: str) -> str:
    """The page with links to the style sheets, as the site's security policy asks, and one back to where it belongs."""
    return page(document, back=back)


def page(document: Document, *, style: str = "", back: str = "") -> str:
    setting = Setting(document)
    index = [(item, question_places(item), document.roadmap.details_of(item)) for item in document.roadmap.listed]
    return setting.render("screen.html", style=style, back=back, lines=contents(document), index=index)
