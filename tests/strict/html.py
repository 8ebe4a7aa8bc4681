"""What a page must never hold, read from every HTML answer to the test client."""

import re
from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())
REFERENCES = {"for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "headers"}
LOADING = {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"), ("form", "action")}
RESIDUE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|<built-in|object at 0x")


def problems(html: str) -> list[str]:
    """The faults of a page, or of a fragment of one, as sentences; none for a sound page."""
    page = Page()
    page.feed(html)
    page.close()
    return page.all_problems()


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.references: list[tuple[str, str, str]] = []
        self.is_whole = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if len(values) < len(attrs):
            self.found.append(f"<{tag}> has an attribute twice")
        self.is_whole = self.is_whole or tag == "html"
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        for name, value in values.items():
            self.look_at(tag, name, value)
        self.look_at_element(tag, values)

    def look_at(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            self.found.append(f"<{tag}> has an inline style: {value}")
        if name.startswith("on") or name.startswith("hx-on"):
            self.found.append(f"<{tag}> has an inline handler: {name}")
        if value.strip().lower().startswith("javascript:") or (name.startswith("hx-") and value.startswith("js:")):
            self.found.append(f"<{tag} {name}> holds script")
        if (tag, name) in LOADING and re.match(r"(https?:)?//", value):
            self.found.append(f"<{tag} {name}> goes to another host: {value}")
        if name in REFERENCES:
            self.references += [(tag, name, target) for target in value.split()]
        if RESIDUE.search(value):
            self.found.append(f"<{tag} {name}> holds template code: {value}")

    def look_at_element(self, tag: str, values: dict[str, str]) -> None:
        if tag == "script" and "src" not in values and values.get("type") not in {"application/json", "importmap"}:
            self.found.append("inline script")
        if tag == "style":
            self.found.append("inline style sheet")
        if tag == "img" and "alt" not in values:
            self.found.append(f"<img> without alt: {values.get('src')}")
        if tag == "html" and not values.get("lang"):
            self.found.append("<html> without lang")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.found.append(f"</{tag}> closes <{self.open[-1] if self.open else 'nothing'}> at {self.getpos()}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        # Text of an answer may hold braces; what a template left over stands outside <textarea>, <script> and <code>.
        if RESIDUE.search(data) and not {"textarea", "script", "code", "pre"} & set(self.open):
            self.found.append(f"template code in the text: {data.strip()[:80]}")

    def all_problems(self) -> list[str]:
        found = list(self.found)
        found += [f"<{tag}> is never closed" for tag in self.open]
        found += [f"two elements have the id {name}" for name in sorted({n for n in self.ids if self.ids.count(n) > 1})]
        if self.is_whole:  # a fragment may refer to the page around it
            known = set(self.ids)
            found += [
                f"<{tag} {name}> refers to #{to}: no such id" for tag, name, to in self.references if to not in known
            ]
        return found
