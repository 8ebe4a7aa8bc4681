"""A document as PDF/UA-1. With `faces` and `tables` the only module that knows WeasyPrint, which needs Pango.

WeasyPrint is imported when it is first used.

Three pieces are laid out apart: the body, then the annex with the pages that the body turned out to have, then the
front with its table of contents. Page numbers are literal in both, so the body is laid out once; the pages are joined,
and links, outline and tags go over all of them.
"""

import inspect
import threading
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

from bilingual.languages import direction
from publications import phrases
from publications.document import Document
from publications.html_layout import Setting, contents, page_places
from publications.letters import in_boxes
from publications.typography import set_html

STATIC = "https://static.invalid/"
"""Where our static files lie as far as the style sheet knows. No such host exists: only the fetcher answers for it."""

STYLE = "css/print.css"
FACES = "css/faces.css"
OPTIONS = {"pdf_variant": "pdf/ua-1"}

MIRRORED = "@page { margin-left: 27mm; margin-right: 40mm } @page cover { margin-left: 27mm; margin-right: 40mm }"
"""The pages of a document that is written from right to left: the wide margin is on the side of the numbers."""

ATTEMPTS = 3
lock = threading.Lock()


class PdfUnavailable(Exception):
    """The libraries that make PDF are not on this machine. The text says what to install."""


def render_pdf(document: Document) -> bytes:
    """The document as a tagged PDF; the same document gives the same bytes. Raises PdfUnavailable."""
    with lock:  # fonts are shared by the process, and Pango is not made for several threads
        engine = load_engine()
        return engine.write(engine.lay_out(document), document)


def render_worksheet(document: Document, template: str, **context: object) -> bytes:
    """A template about a document as a tagged PDF; nothing in it leads to the roadmap. Raises PdfUnavailable."""
    engine = load_engine()
    setting = Setting(document, set_tables=engine.set_tables)
    setting.cited = {}
    with lock:
        html = setting.render(template, **print_context(document), **context)
        engine.tagging.start()
        pages = engine.render(engine.source(html))
        return pages.write_pdf(pdf_identifier=sha256(html.encode()).digest()[:16], **OPTIONS)


def static_file(url: str) -> Path | None:
    """The static file that an address means; None for any other address."""
    parts = urlsplit(url)
    if f"{parts.scheme}://{parts.netloc}/" != STATIC:
        return None
    name = PurePosixPath(unquote(parts.path).lstrip("/"))
    if name.is_absolute() or ".." in name.parts:
        return None
    if found := finders.find(str(name)):
        return Path(found)
    collected = Path(settings.STATIC_ROOT or "") / name
    return collected if settings.STATIC_ROOT and collected.is_file() else None


@cache
def load_engine() -> "Engine":
    # It counts the fonts of the machine, which are not used.
    warnings.filterwarnings("ignore", message="No fonts configured|FontConfig cannot load")
    try:
        import weasyprint  # noqa: F401
    except OSError as error:
        raise PdfUnavailable(
            _("PDF files cannot be made on this machine: the library Pango is missing.")
            + " apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
        ) from error
    return Engine()


class Engine:
    """WeasyPrint with our style sheet and fonts, read once a process."""

    def __init__(self) -> None:
        import weasyprint
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        from publications import tables
        from publications.faces import BundledFonts, unpacked

        class StaticOnly(URLFetcher):
            """Gives our static files and refuses everything else, which ends the rendering."""

            def fetch(self, url, headers=None):
                path = static_file(url)
                if path is None:
                    raise FatalURLFetchingError(f"refused: {url[:200]}")
                content = unpacked(path) if path.suffix == ".woff" else path.read_bytes()
                return URLFetcherResponse(url, content, {"Content-Type": content_type(path)})

        keep_notes_with_their_calls()
        self.tagging = keep_languages_in_the_tags()
        self.weasyprint = weasyprint
        self.fetcher = StaticOnly(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.tables = tables
        self.fonts = BundledFonts()
        self.css(path=static_file(f"{STATIC}{FACES}"))
        self.style = self.css(path=static_file(f"{STATIC}{STYLE}"))

    def css(self, *, path: Path | None = None, text: str | None = None):
        return self.weasyprint.CSS(
            string=path.read_text(encoding="utf-8") if path else text,
            base_url=f"{STATIC}{STYLE}",
            url_fetcher=self.fetcher,
            font_config=self.fonts,
        )

    def lay_out(self, document: Document):
        """The pages of the whole document, joined."""
        setting = Setting(document, set_tables=self.set_tables)
        # The front takes as many pages whatever the numbers in it, so long as they have about as many digits.
        lines = [replace(line, page=100) for line in contents(document)]
        length = len(self.piece(setting, "front", 1, lines=lines).pages)
        for _attempt in range(ATTEMPTS):
            body = self.piece(Setting(document, set_tables=self.set_tables), "body", length + 1)
            pages = page_numbers(body, length + 1)
            annex_page = length + len(body.pages) + 1
            index = [
                (item, page_places(item, pages), document.roadmap.details_of(item)) for item in document.roadmap.listed
            ]
            annex = self.piece(setting, "annex", annex_page, index=index)
            lines = contents(document, pages | {"annex": annex_page})
            front = self.piece(setting, "front", 1, lines=lines)
            if len(front.pages) == length:
                break
            length = len(front.pages)
        return front.copy([*front.pages, *body.pages, *annex.pages])

    def write(self, pages, document: Document) -> bytes:
        """The file of the pages that `lay_out` gave for the document."""
        self.tagging.start()
        return pages.write_pdf(
            pdf_identifier=sha256(repr(document).encode()).digest()[:16],
            finisher=lambda rendered, pdf: describe_links(pdf, document),
            **OPTIONS,
        )

    def set_tables(self, html: str, language: str) -> str:
        """The HTML of an answer with its tables set to fit the page, with the spacing of its language."""

        def lay_out(table: str):
            spoken = f'lang="{language}" dir="{direction(language)}"'
            page = f'<html {spoken}><body><div class="answer">{table}</div></body></html>'
            source = self.source(set_html(page, language, is_print=True))
            return source, self.render(source)

        def name_columns(first: int, last: int, total: int) -> str:
            name = "columns" if first < last else "column"
            return phrases.phrase(name, language, first=first, last=last, total=total)

        return self.tables.set_tables(html, lay_out, name_columns)

    def source(self, html: str):
        return self.weasyprint.HTML(string=html, base_url=STATIC, url_fetcher=self.fetcher)

    def render(self, source, *styles):
        return source.render(stylesheets=[self.style, *styles], font_config=self.fonts, **OPTIONS)

    def piece(self, setting: Setting, name: str, first_page: int, **context: object):
        """One piece of the document, its pages numbered from `first_page`."""
        html = setting.render("print.html", piece=name, **print_context(setting.document), **context)
        rules = f"@page :first {{ counter-reset: page {first_page} }}"
        if direction(setting.document.languages[0]) == "rtl":
            rules += MIRRORED
        return self.render(self.source(html), self.css(text=rules))


def print_context(document: Document) -> dict[str, object]:
    language = document.languages[0]
    is_unsigned = document.stage in phrases.UNSIGNED
    return {
        "created": document.as_of.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "running": in_boxes(f"{document.country_names[0].text} · {document.year}"),
        "running_stage": phrases.stage(document, language) if is_unsigned else "",
    }


def content_type(path: Path) -> str:
    return {
        ".css": "text/css",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".svg": "image/svg+xml",
        ".png": "image/png",
    }.get(path.suffix, "application/octet-stream")


def page_numbers(rendered, first_page: int) -> dict[str, int]:
    """The page of every id."""
    numbers: dict[str, int] = {}
    for number, page in enumerate(rendered.pages, start=first_page):
        for anchor in page.anchors:
            numbers.setdefault(anchor, number)
    return numbers


def describe_links(pdf, document: Document) -> None:
    """Say in words where a link within the document leads to; WeasyPrint says the name of the anchor."""
    titles = {f"item-{item.anchor}": f"{item.code} {item.titles[0].text}".strip() for item in document.roadmap.items}
    titles |= {line.anchor: line.texts[0][1] for line in contents(document)}
    for entry in pdf.objects:
        if isinstance(entry, dict) and entry.get("Subtype") == "/Link" and "Dest" in entry:
            destination = entry["Dest"].string
            if destination in titles:
                entry["Contents"] = type(entry["Dest"])(titles[destination])


MOVES_NOTES = "report = not context.in_column and can_break_now and not could_break_before"


@cache
def keep_notes_with_their_calls() -> None:
    """Print each note on the page of its call.

    WeasyPrint 70 moves the notes of a page to the next one to make room for one more line of a later paragraph. The one
    expression that decides so is replaced in the function that lays out lines; there is no other way to reach it.
    """
    from weasyprint.layout import block

    source = inspect.getsource(block._linebox_layout)
    if source.count(MOVES_NOTES) == 1:
        kept = source.replace(MOVES_NOTES, "report = False")
        exec(compile(kept, block.__file__, "exec"), block.__dict__)  # noqa: S102 – the library's own source


class Tagging:
    """Where the tagging of a document stands. Notes are numbered anew in each, so that equal ones get equal tags."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.notes = count(1)
        self.is_in_dots = False
        self.read_out: set[int] = set()

    def text_of(self, element) -> str | None:
        """What is read out for an element that has boxes: once, however many lines it takes. A link in the table of
        contents ends with its page."""
        text = element.get("data-text")
        if text and id(element) in self.read_out:
            return ""
        self.read_out.add(id(element))
        return f"{text} {element.get('data-page', '')}".rstrip() if text else None


@cache
def keep_languages_in_the_tags() -> Tagging:
    """Write into the tags what WeasyPrint 70 leaves out: `lang` of inner elements, footnotes as notes, all heads of a
    cell, and what is read for a line of dots and for boxes in place of characters."""
    import pydyf
    from weasyprint.pdf import tags

    from publications.tables import name_heads

    original: Callable = tags._build_box_tree
    state = Tagging()

    def with_languages(box, *arguments):
        inner = getattr(box, "_box", box)
        element = getattr(inner, "element", None)
        known = element is not None and not isinstance(element, str)
        language = element.get("lang") if known and element.tag not in ("html", "body") else None
        is_note = known and element.get("class") == "footnote" and inner.element_tag == "span"
        unprintable = state.text_of(element) if known and inner.element_tag in ("span", "a") else None
        is_dots = known and inner.element_tag == "a::after" and not state.is_in_dots
        state.is_in_dots = state.is_in_dots or is_dots
        for entry in original(box, *arguments):
            if language:
                entry["Lang"] = pydyf.String(language)
            if is_dots:
                # What is read of a line of dots is the page number at its end.
                entry["ActualText"] = pydyf.String(element.get("data-page", ""))
            if unprintable is not None and entry["S"] in ("/Span", "/Link"):
                entry["ActualText"] = pydyf.String(unprintable)
            if entry["S"] == "/Table":
                name_heads(inner)
            if is_note and entry["S"] == "/Span":
                entry["S"] = "/Note"
                entry["ID"] = pydyf.String(f"note-{next(state.notes)}")
            yield entry
        state.is_in_dots = state.is_in_dots and not is_dots

    tags._build_box_tree = with_languages
    return state
