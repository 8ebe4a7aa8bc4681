"""A document as one web page: a file that stands alone, or the same page as a preview on the site."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from publications.document import Document
from publications.setting import Setting, contents, question_places

STYLE = "css/print.css"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def to_html(document: Document) -> bytes:
    """A file with its style in it. The fonts stay out: the reader's own serif and sans stand in for them."""
    style = FONT_FACE.sub("", Path(finders.find(STYLE)).read_text(encoding="utf-8"))
    return page(document, style=style).encode()


def preview(document: Document) -> str:
    """The page with a link to the style sheet, as the site's security policy asks."""
    return page(document, style="")


def page(document: Document, *, style: str) -> str:
    setting = Setting(document, is_print=False)
    index = [(item, question_places(item)) for item in document.roadmap.items]
    return setting.render("screen.html", style=style, lines=contents(document), index=index)
