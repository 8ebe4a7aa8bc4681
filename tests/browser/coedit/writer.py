"""A hand in a text that is written together, and what it sees."""

import os
import re
from typing import Any

from playwright.sync_api import Page, expect

from coediting import rendering
from richtext.reading import to_text
from tests.browser.writing import kept_changes, wait_until

FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 5))))"
DOCUMENT = "window.document.querySelector('textarea[data-rich-text]').richText.getDocument()"


class Writer:
    def __init__(self, page: Page, user: Any, documents: tuple, *, sockets: bool = True, query: str = "") -> None:
        self.page, self.user, self.documents = page, user, documents
        if not sockets:
            self.refuse_sockets()
        self.go(query)

    def go(self, query: str = "") -> "Writer":
        keys = "+".join(str(document.pk) for document in self.documents) or "unopened"
        self.page.goto(f"/together/{keys}{query}")
        self.text = self.page.locator(".ProseMirror").first
        self.state = self.page.locator(".editor-state").first
        return self

    def refuse_sockets(self) -> None:
        """As a proxy does that knows no WebSockets: they end before anything was said."""
        self.page.route_web_socket("**/*", lambda socket: socket.close(code=1011))

    def joined(self) -> "Writer":
        expect(self.state).to_have_attribute("data-state", "saved")
        return self

    saved = joined

    def offline(self) -> "Writer":
        self.page.context.set_offline(True)
        # The browser tells of whatever is tried now; this makes sure that it does.
        self.page.evaluate("fetch('/healthz').catch(() => null)")
        expect(self.state).to_have_attribute("data-state", "offline")
        return self

    def online(self) -> "Writer":
        self.page.context.set_offline(False)
        return self

    def at(self, place: str | int) -> "Writer":
        """The cursor at the start, the end, or a position of the document."""
        self.text.evaluate("(text, place) => text.editor.commands.focus(place)", place)
        self.page.evaluate(FRAME)
        return self

    def after(self, words: str) -> "Writer":
        """The cursor behind these words."""
        self.text.evaluate(
            """(text, words) => {
                let found = -1;
                text.editor.state.doc.descendants((node, pos) => {
                    if (node.isText && found < 0 && node.text.includes(words))
                        found = pos + node.text.indexOf(words) + words.length;
                });
                if (found < 0) throw new Error("not there: " + words);
                text.editor.commands.focus(found);
            }""",
            words,
        )
        self.page.evaluate(FRAME)
        return self

    def press(self, *keys: str) -> "Writer":
        """Keys by their name; what begins with ">" is typed letter by letter."""
        for key in keys:
            if key.startswith(">"):
                self.page.keyboard.type(key[1:])
            else:
                self.page.keyboard.press(key)
                self.page.evaluate(FRAME)
        return self

    def compose(self, *written: str) -> "Writer":
        """Letters by an input method, as they look from key to key; they are not settled before `settle`."""
        for text in written:
            self.input_method("imeSetComposition", text=text, selectionStart=len(text), selectionEnd=len(text))
        return self

    def settle(self, text: str) -> "Writer":
        self.input_method("insertText", text=text)
        return self

    def input_method(self, command: str, **how: Any) -> None:
        session = self.page.context.new_cdp_session(self.page)
        session.send(f"Input.{command}", how)
        session.detach()
        self.page.evaluate(FRAME)

    @property
    def composing(self) -> bool:
        return self.text.evaluate("text => text.editor.view.composing")

    def tool(self, name: str) -> "Writer":
        self.page.locator(f"[data-tool={name}]").first.click()
        return self

    def sees(self, words: str) -> "Writer":
        expect(self.text).to_contain_text(words)
        return self

    def says(self, state: str) -> "Writer":
        expect(self.state).to_have_attribute("data-state", state)
        return self

    @property
    def waiting(self) -> int:
        """How many changes have not arrived, as the page says."""
        return int(re.search(r"(\d+) changes? (?:is|are) kept", self.state.inner_text())[1])

    def kept(self, number: int) -> "Writer":
        """So many changes are in the browser's database."""
        wait_until(self.page, lambda: len(kept_changes(self.page, self.user)) == number)
        return self

    def leave(self) -> "Writer":
        self.page.goto("about:blank")
        return self

    @property
    def document(self) -> dict[str, Any]:
        return self.page.evaluate(DOCUMENT)

    @property
    def plain(self) -> str:
        return to_text(self.document)

    @property
    def offered(self):
        return self.page.locator(".editor-words .notice")


def stored(document: Any) -> str:
    """What the server has, to the last change."""
    return to_text(rendering.current(document.pk))


def together(*writers: Writer) -> str:
    """All see the same text in the end; gives it."""
    first = writers[0].saved()
    for writer in writers:
        writer.saved()
    for writer in writers[1:]:
        expect_same(first, writer)
    return first.plain


def expect_same(one: Writer, other: Writer) -> None:
    wait_until(one.page, lambda: one.document == other.document)


def promised(milliseconds: int) -> float:
    """The same where each process has a processor; as much longer as others wait for it."""
    waiting, processors = os.getloadavg()[0], os.cpu_count() or 1
    return milliseconds * max(1, waiting / processors)
