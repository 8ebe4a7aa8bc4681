"""A page with nothing but an answer in rich text, and a hand to write in it. Used as the URLs of the editor's tests."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from playwright.sync_api import Page

from richtext.schema import validate

Node = dict[str, Any]

CLIPBOARD = Path(__file__).parent.parent / "clipboard"
ITEMS = [
    ("1", "Améliorer la connaissance", 1),
    ("1.1", "Produire des données", 2),
    ("1.1.A", "Mener une enquête nationale", 3),
    ("1.2", "Former les acteurs", 2),
    ("1.2.A", "Éradiquer le travail forcé par la formation", 3),
    ("1.2.C", "Sensibiliser les élèves", 3),
    ("1.10.A", "Associer les entreprises", 3),
]
ROADMAP = {
    "items": [
        {"code": code, "title": title, "lang": "fr", "level": level, "names": {code: level == 3}}
        for code, title, level in ITEMS
    ],
    "words": {"axe": [1], "axes": [1], "objectif": [3], "objectifs": [3]},
}
ABROAD = {
    "items": [
        {"code": code, "title": title, "lang": "es", "level": level, "names": names}
        for code, title, level, names in [
            ("Eje I", "Prevenir", 1, {"Eje I": True, "I": False}),
            ("CC", "Género", 1, {"CC": False}),
            ("Línea I.1.a", "Formar", 2, {"Línea I.1.a": True, "I.1.a": True}),
            ("M17", "Inspeccionar", 2, {"M17": True}),
            ("Vigilar los avances", "Vigilar los avances", 2, {"Vigilar los avances": None}),
        ]
    ],
    "words": {"eje": [1], "ejes": [1], "línea": [2]},
    "levels": ["eje", "línea"],
}
"""The roadmap of another country: codes with words in them, and an item without one."""
PAGE = """{% load static %}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An answer</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{% static "dist/app.css" %}">
<script src="{% static "dist/app.js" %}" defer></script></head>
<body><main class="page"><h1>An answer</h1><h2 id="question">What was done?</h2><p id="advice">In two pages.</p>
<form method="post" action="/sent"><div id="field">
<textarea data-rich-text name="answer" lang="{{ lang }}" dir="{{ dir }}"
 aria-labelledby="question" aria-describedby="advice">{{ text }}</textarea>
</div><p><a href="#question">After the text</a></p></form></main>
{% include "components/editor_messages.html" %}{{ roadmap|json_script:"roadmap-items" }}
<script type="module" src="{% static "dist/editor.js" %}"></script></body></html>"""


@login_not_required
def show(request):
    text = request.GET.get("text", "")
    lang = request.GET.get("lang", "fr")
    context = {"text": text, "lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}
    context["roadmap"] = ABROAD if "abroad" in request.GET else ROADMAP
    context["roadmap_items"] = context["roadmap"]
    return HttpResponse(engines["django"].from_string(PAGE).render(context))


@login_not_required
def icon(request):
    return HttpResponse(status=204)


@login_not_required
def other(request):
    return HttpResponse('<textarea data-rich-text name="other" aria-label="Other"></textarea>')


urlpatterns = [path("", show), path("favicon.ico", icon), path("other", other)]

PASTE = """([html, text]) => {
    const clipboardData = new DataTransfer();
    if (html) clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
    document.querySelector(".ProseMirror").dispatchEvent(event);
}"""
# The browser tells of a moved cursor only after a while.
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 5))))"
FIELD = "window.document.querySelector('textarea[name=answer]')"
DOCUMENT = f"{FIELD}.richText.getDocument()"


class Writer:
    """Writes in the editor of a page as a person does, and reads what the form would send."""

    def __init__(self, page: Page, document: Node | str | None = None, **query: str) -> None:
        self.page = page
        text = document if isinstance(document, str) else json.dumps(document) if document else ""
        page.goto("/?" + urlencode({"text": text, **query}))
        page.wait_for_selector(".editor")
        self.text = page.locator(".ProseMirror")

    def start_over(self, document: Node) -> "Writer":
        """The same page with another document: the way to try many of them in little time."""
        self.page.evaluate(f"document => {FIELD}.richText.setDocument(document)", document)
        return self.at_start()

    def press(self, *keys: str) -> "Writer":
        """Keys by their name; what begins with ">" is typed letter by letter."""
        for key in keys:
            if key.startswith(">"):
                self.page.keyboard.type(key[1:])
            else:
                self.page.keyboard.press(key)
                self.page.evaluate(FRAME)
        return self

    def at_start(self) -> "Writer":
        return self._focus("start")

    def at_end(self) -> "Writer":
        return self._focus("end")

    def _focus(self, place: str) -> "Writer":
        # Not by a key: for a moment after the focus came, ProseMirror takes a jump to the start for the browser's own.
        self.text.evaluate("(text, place) => text.editor.commands.focus(place)", place)
        self.page.evaluate(FRAME)
        return self

    def compose(self, written: str) -> "Writer":
        """A letter by way of a dead key, as "ê" on a French keyboard."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Input.imeSetComposition", {"text": "^", "selectionStart": 1, "selectionEnd": 1})
        session.send("Input.insertText", {"text": written})
        session.detach()
        return self

    def paste(self, html: str = "", text: str = "") -> "Writer":
        self.page.evaluate(PASTE, [html, text])
        return self

    def click(self, selector: str) -> "Writer":
        """Click into the text, on the first of what is meant."""
        self.text.locator(selector).first.click()
        self.page.evaluate(FRAME)
        return self

    def click_tool(self, name: str) -> "Writer":
        self.page.locator(f"[data-tool={name}]").click()
        self.page.evaluate(FRAME)
        return self

    @property
    def document(self) -> Node:
        """What the form would send, which is always valid."""
        document = json.loads(self.page.locator("textarea[name=answer]").input_value())
        validate(document)
        return document

    @property
    def options(self) -> list[str]:
        return [text.split()[0] for text in self.page.get_by_role("option").all_inner_texts()]
