"""Browser tests: Debian's Chromium through Playwright, against a live server that speaks WebSockets too (serving.py).

Taken is its headless shell where there is one: the same engine without the parts of a window that nobody sees, which
take half the processor's time. CHROMIUM=/usr/bin/chromium takes the whole browser.

Fixtures:
    page_for(user, …)   a page on which the user is logged in (None: nobody), without the form
    axe(page)           asserts that the page meets WCAG 2.0–2.2, levels A and AA
    axe_everywhere(page) the same, and that it fits, on a wide screen and a telephone, in light or dark (--long: both)
    expected_in_console regular expressions for the console messages that a test provokes on purpose
A page fails its test on an error in the console, an uncaught exception, a violation of the Content-Security-Policy and
a request to another host.
"""

import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import playwright
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.browser.looks import LOOKS, too_wide
from tests.browser.serving import LiveServer

# Playwright's synchronous API keeps an event loop in the tests' thread; Django would take it for asynchronous use.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

HERE = Path(__file__).parent
KNOWN = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]
CHROMIUM = os.environ.get("CHROMIUM") or next((path for path in KNOWN if os.access(path, os.X_OK)), KNOWN[-1])
PATIENCE = 30_000
"""Milliseconds that are waited for what is to come, so that a machine with much else to do fails no test."""
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # no other host is reached
]
expect.set_options(timeout=PATIENCE)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def node() -> str:
    """Playwright's Node.js."""
    return os.environ.get("PLAYWRIGHT_NODEJS_PATH") or str(Path(playwright.__file__).parent / "driver" / "node")


def missing() -> str:
    """What keeps the browser tests from running, in one line; "" if nothing does."""
    if not os.access(CHROMIUM, os.X_OK):
        return "no Chromium: sudo apt-get install chromium-headless-shell libatomic1 (or CHROMIUM=/path/to/chrome)"
    if subprocess.run([node(), "--version"], capture_output=True).returncode:
        return "Playwright's Node.js does not start: sudo apt-get install libatomic1"
    return ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = [item for item in items if item.path.is_relative_to(HERE)]
    reason = missing() if here else ""
    if reason and os.environ.get("CI"):
        raise pytest.UsageError(reason)
    for item in here:
        item.add_marker("browser")
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    flags = QUIET + os.environ.get("CHROMIUM_FLAGS", "").split()
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags}


@pytest.fixture
def expected_in_console() -> list[str]:
    """Regular expressions; each has to be met by a message, and what meets one does not fail the test."""
    return []


@pytest.fixture(scope="session")
def live_server(django_db_setup) -> Iterator[LiveServer]:
    server = LiveServer()
    yield server
    server.stop()


@pytest.fixture
def page_for(live_server, browser: Browser, expected_in_console: list[str]):
    """page_for(user, width=1440, height=900, **context): a page in a browser of its own; `goto` takes a path.

    `context` is anything that Playwright's new_context takes: color_scheme="dark", java_script_enabled=False,
    base_url=… for another name of the server, …
    """
    contexts, complaints = [], []

    def open_page(user=None, *, width: int = 1440, height: int = 900, **context) -> Page:
        options = {"base_url": live_server.url, "locale": "en-GB", "reduced_motion": "reduce"} | context
        opened = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(opened)
        opened.set_default_timeout(PATIENCE)
        if user is not None:
            opened.add_cookies([{**session_of(user), "url": options["base_url"]}])
        keep_at_home(opened, options["base_url"], complaints)
        return opened.new_page()

    with answered_to_the_end():
        yield open_page

        for context in contexts:
            for page in context.pages:
                if not page.is_closed():
                    page.title()  # lets messages that are on their way arrive
            context.close()
    live_server.be_quiet()
    unexpected = [text for text in complaints if not any(re.search(known, text) for known in expected_in_console)]
    never_met = [known for known in expected_in_console if not any(re.search(known, text) for text in complaints)]
    assert unexpected == [], "the browser complained"
    assert never_met == [], "expected in the console, and never there"


@contextmanager
def answered_to_the_end() -> Iterator[None]:
    """Waits until the server has answered what the pages asked, so that nothing of a test reaches into the next one."""
    started, finished = [], []

    def note_start(sender, **kwargs) -> None:
        started.append(1)

    def note_end(sender, **kwargs) -> None:
        finished.append(1)

    request_started.connect(note_start)
    request_finished.connect(note_end)
    yield
    limit = time.monotonic() + PATIENCE / 1000
    while len(finished) < len(started) and time.monotonic() < limit:
        time.sleep(0.01)
    request_started.disconnect(note_start)
    request_finished.disconnect(note_end)
    assert len(finished) == len(started), "the server still answers after the test"


def session_of(user) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    name = django_settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value}


def keep_at_home(context, home: str, complaints: list[str]) -> None:
    """Note what the context's pages complain of, and each request to another host.

    No route looks at them on their way: with one, the browser would keep no file from one page to the next.
    """

    def look_at(request) -> None:
        url = urlsplit(request.url)
        if url.scheme not in {"data", "blob"} and f"{url.scheme}://{url.netloc}" != home:
            complaints.append(f"request to another host: {request.url}")

    context.on("request", look_at)
    context.on("console", lambda message: note_message(message, complaints))
    context.on("weberror", lambda error: complaints.append(f"uncaught: {error.error}"))


LINE_FAILED = re.compile(r"WebSocket connection to '\S+/live/\S+' failed")
"""What a test does to the session or the network may come before the line of its page is open. The page then asks over
HTTP; that it opens where it can is what test_section_live.py looks at."""


def note_message(message, complaints: list[str]) -> None:
    if LINE_FAILED.search(message.text):
        return
    # A violation of the Content-Security-Policy is an error; of a cursor where no letter can stand one is only warned.
    if message.type == "error" or (message.type == "warning" and message.text.startswith("TextSelection endpoint")):
        complaints.append(f"{message.text} ({message.location['url']}:{message.location['lineNumber']})")


@pytest.fixture
def axe() -> Callable[..., None]:
    """axe(page): no violation of WCAG 2.0–2.2, levels A and AA; axe(page, "main") looks at a part of it."""

    def check(page: Page, within: str | None = None) -> None:
        page.wait_for_load_state()  # a click returns while the style sheet is still on its way
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        found = "([within, options]) => axe.run(within ?? document, options).then(found => found.violations)"
        violations = page.evaluate(found, [within, options])
        report = "\n".join(line for violation in violations for line in described(violation))
        assert not violations, f"{page.url} is not accessible:\n{report}"

    return check


@pytest.fixture
def axe_everywhere(axe, request) -> Callable[[Page], None]:
    """axe_everywhere(page): accessible, and nothing to scroll sideways, on a wide screen in light and on a telephone in
    dark; with --long in each of LOOKS. The page is loaded once."""

    def check(page: Page) -> None:
        for width, scheme in LOOKS if request.config.option.long else LOOKS[:2]:
            page.emulate_media(color_scheme=scheme)
            assert too_wide(page, width) == [], f"{page.url} is too wide"
            axe(page)

    return check


def described(violation: dict) -> list[str]:
    lines = [f"{violation['id']} ({violation['impact']}): {violation['help']}"]
    for node in violation["nodes"]:
        lines += [f"    at {' '.join(map(str, node['target']))}", f"       {node['html']}"]
        lines += [f"       {line}" for line in node["failureSummary"].splitlines()]
    return lines
