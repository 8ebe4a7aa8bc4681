"""What tests of the writing page need: a report, the page of a section, its editor, and what came to the database."""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Page, expect

from coediting import rendering
from reports.answers.next_steps import add_next_step
from reports.models import AnswerText, Occurrence, Report
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import ReportFactory

PASSWORD = "a long enough password"
SAVED = re.compile(r"^Saved \d\d:\d\d")


def french_report(**options) -> Report:
    """A draft of France for 2023, with one priority that has a strand."""
    return ReportFactory(country=CountryFactory(france=True), **options)


def writer_of(report: Report, **options):
    return UserFactory(focal_point_of=report.country, password=PASSWORD, **options)


def open_step(page: Page, report: Report) -> Page:
    """The page of the next steps, with a step in it."""
    if not report.occurrences.filter(source=Occurrence.Source.NEXT_STEP, removed_at=None).exists():
        add_next_step(report=report, by=None)
    return open_section(page, "next_steps")


def open_section(page: Page, key: str, language: str = "en", query: str = "") -> Page:
    page.goto(f"/en/reports/FRA/2023/sections/{key}/?write={language}{query}")
    return page


STEP = "step"
"""The first step that the report promises: a line, which its page saves by itself. Long texts are written together."""


def question(page: Page, name: str):
    if name == STEP:
        return page.locator("textarea.line").first.locator("xpath=ancestor::*[@data-question][1]")
    return page.locator(f"#q-{name}")


def editor(page: Page, name: str):
    """The text of an answer, as its writer sees it."""
    return question(page, name).locator("textarea.line" if name == STEP else ".ProseMirror")


def write(page: Page, name: str, words: str) -> None:
    """Put the cursor at the end of an answer and type."""
    editor(page, name).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def expect_saved(page: Page, name: str) -> None:
    """In the end: after a failure the page tries again after 2, 4, 8 … seconds. A text says itself how it stands."""
    block = question(page, name)
    if block.locator(".editor-state").count():
        expect(block.locator(".editor-state")).to_have_text("Saved")
    else:
        state = block.locator(".question-foot .save-state")
        expect(state).to_have_text(SAVED, use_inner_text=True)
    expect(bar(page)).to_have_text("Everything on this page is saved", use_inner_text=True)


def expect_state(page: Page, name: str, words: str) -> None:
    expect(question(page, name).locator(".question-foot .save-state")).to_contain_text(words, use_inner_text=True)


def bar(page: Page):
    """The line that is always in sight."""
    return page.locator("#save-bar > .save-state").first


def heard(page: Page):
    """What a screen reader has been told."""
    return page.locator("#heard")


def wait_until(page: Page, done: Callable[[], object]) -> None:
    """Of what no `expect` sees: a list of requests, what the database holds. The page lives on meanwhile."""
    limit = time.monotonic() + 30
    while not done():
        assert time.monotonic() < limit, "it did not come"
        page.wait_for_timeout(50)


def cut_off(page):
    """Nothing leaves the page any more, not even while it closes."""
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('cut off')) }")


class Gate:
    """Holds the saves back until it is opened; `waiting` are those that stand before it."""

    def __init__(self, page: Page) -> None:
        self.page, self.waiting, self.is_open = page, [], False
        page.route("**/sections/**", self.come)

    def come(self, route) -> None:
        if self.is_open or route.request.method != "POST":
            route.fallback()
        else:
            self.waiting.append(route)

    def wait_for(self, number: int) -> None:
        wait_until(self.page, lambda: len(self.waiting) >= number)

    def open(self) -> None:
        self.is_open = True
        for route in self.waiting:
            route.fallback()


def answers(report: Report) -> dict[tuple[str, str], object]:
    """What is stored: (question, language) → value; the plain text of long ones."""
    found = {}
    for text in AnswerText.objects.filter(slot__report=report).order_by("pk"):
        rendering.render(text.document_id)  # which the server does a few seconds after a change
    for answer in report.answers.order_by("pk"):
        value = answer.value
        found[answer.question, answer.language] = (
            words_of(value) if isinstance(value, dict) and "type" in value else value
        )
    return found


def words_of(document: dict) -> str:
    from richtext.reading import to_text

    return to_text(document)


KEPT_CHANGES = """(name) => new Promise((done) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
        const asking = request.result.transaction("changes").objectStore("changes").getAll();
        asking.onsuccess = () => { request.result.close(); done(asking.result.map(({ update }) => update.length)); };
    };
})"""


def kept_changes(page: Page, user) -> list[int]:
    """The changes of texts that wait in the browser's database, each with its size in bytes."""
    return page.evaluate(KEPT_CHANGES, f"texts:{user.pk}")


def wait_for_kept_changes(page: Page, user) -> None:
    """What was typed last is in the browser's database: it holds something, and no more is added for half a second."""
    seen: list[list[int]] = []

    def is_at_rest() -> bool:
        seen.append(kept_changes(page, user))
        return bool(seen[-1]) and len(seen) > 10 and all(one == seen[-1] for one in seen[-10:])

    wait_until(page, is_at_rest)


def without_sockets(page: Page) -> None:
    """No WebSocket tells the page what others do: it asks over HTTP. Before it is opened."""
    page.route_web_socket(re.compile("/live/"), lambda socket: socket.close())


def wait_for_copy(page: Page, words: str) -> None:
    """The browser holds a copy with these words; it is kept a moment after the last key."""
    page.wait_for_function("words => Object.values(localStorage).some(copy => copy.includes(words))", arg=words)


def kept_copies(page: Page) -> list[str]:
    """The questions of which the browser holds a copy."""
    return page.evaluate("Object.keys(localStorage).map((key) => key.split(':').at(-1)).sort()")
