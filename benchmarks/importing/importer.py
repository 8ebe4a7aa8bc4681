"""A person who imports files as in the browser: upload, wait, look at what goes where, confirm, see the result."""

import http.client
import re
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

REPORT = "/fr/reports/FRA/2023/import/"
TOKEN = "importsofthebenchmark32letters00"  # noqa: S105  anything, as long as cookie and form say the same
BOUNDARY = "boundary-of-the-benchmark"
LOOK = re.compile(r'name="seen" value="([^"]*)".* hx-trigger="every (\d+)s"', re.DOTALL)
"""What the page on which one waits says: what it has shown, and how many seconds pass between two looks."""


class Importer(threading.Thread):
    """Imports these files one after the other; `outcomes` has one word for each: imported, refused, or a status."""

    def __init__(self, origin: str, session: str, files: list[Path]) -> None:
        super().__init__(daemon=True)
        self.host, self.files = urlsplit(origin).netloc, files
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}"}
        self.outcomes: list[str] = []

    def run(self) -> None:
        for path in self.files:
            try:
                self.outcomes.append(self.import_file(path))
            except Exception as error:  # noqa: BLE001  it is counted, and fails the run
                self.outcomes.append(f"{type(error).__name__}: {error}")

    def import_file(self, path: Path) -> str:
        self.ask("GET", REPORT)
        status, headers, _page = self.ask("POST", REPORT, *upload(path))
        if status == 422:
            return "refused"
        preview = self.wait(headers["Location"]) if status == 302 else f"upload: {status}"
        if not preview.startswith("/"):
            return preview
        self.ask("GET", preview)
        form = "application/x-www-form-urlencoded", urlencode({"csrfmiddlewaretoken": TOKEN}).encode()
        status, headers, _page = self.ask("POST", preview, *form)
        if status != 302:
            return f"confirmation: {status}"
        self.ask("GET", headers["Location"])
        return "imported"

    def wait(self, address: str) -> str:
        """The address of the preview; "refused" where there is none."""
        status, headers, page = self.ask("GET", address)
        while "Location" not in headers and "HX-Redirect" not in headers:
            if "HX-Refresh" in headers or (status == 200 and not LOOK.search(page)):
                return "refused"
            if status not in (200, 204):
                return f"waiting: {status}"
            seen, pause = LOOK.search(page).groups()
            time.sleep(int(pause))
            status, headers, part = self.ask("GET", f"{address}?seen={seen}", more={"HX-Request": "true"})
            page = part or page
        return headers.get("Location") or headers["HX-Redirect"]

    def ask(self, method: str, address: str, kind: str = "", body: bytes = b"", more: dict[str, str] | None = None):
        connection = http.client.HTTPConnection(self.host, timeout=300)
        try:
            kinds = {"Content-Type": kind} if kind else {}
            connection.request(method, address, body or None, self.headers | kinds | (more or {}))
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode(errors="replace")
        finally:
            connection.close()


def upload(path: Path) -> tuple[str, bytes]:
    """The form of the upload: its content type and its body."""
    part = f"--{BOUNDARY}\r\nContent-Disposition: form-data; name="
    plain = f'{part}"csrfmiddlewaretoken"\r\n\r\n{TOKEN}\r\n{part}"language"\r\n\r\nfr\r\n'
    name = re.sub(r'["\r\n]', "_", path.name)
    file = f'{part}"file"; filename="{name}"\r\n\r\n'
    body = (plain + file).encode() + path.read_bytes() + f"\r\n--{BOUNDARY}--\r\n".encode()
    return f"multipart/form-data; boundary={BOUNDARY}", body
