"""The words of the text editor: each one its script asks for is there, and none more."""

import json
import re

from django.template import Context, Template

from pathfinder.templatetags.editor import messages, tools
from tests.tree import ROOT

SOURCES = ROOT / "frontend" / "src"
SCRIPTS = "\n".join(
    path.read_text() for folder in ("editor", "coedit", "suggest") for path in sorted((SOURCES / folder).glob("*.ts"))
)


def names_in(declaration: str) -> set[str]:
    """The names that a type of the script lists: type Kind = "idle" | "saved"."""
    listed = re.search(rf"{declaration} ([^;]+);", SCRIPTS)[1]
    return set(re.findall(r'"(\w+)"', listed))


def test_the_script_finds_every_message_it_asks_for():
    asked = set(re.findall(r'\bmessage\("(\w+)"', SCRIPTS))
    asked |= set(re.findall(r'"((?:link|words|suggest)_\w+)"', SCRIPTS))
    asked |= {f"text_{kind}" for kind in names_in("type Kind =") | names_in("type Ended =")} - {"text_idle"}
    asked |= {f"words_{kind}" for kind in names_in(r"became of them. \*/\n  kind:")}
    asked |= {f"{key}_{form}" for key in re.findall(r'\bcounted\("(\w+)"', SCRIPTS) for form in ("one", "other")}
    assert asked | {f"tool_{name}" for name in tools()} == set(messages())


def test_every_tool_that_has_a_name_has_an_icon():
    drawings = SCRIPTS.split("const DRAWINGS")[1].split("};")[0]
    assert set(re.findall(r"\b(\w+)(?=[,:} ])", drawings)) >= set(tools())


def test_the_page_carries_them_as_json_that_is_no_script():
    page = Template('{% include "components/editor_messages.html" %}').render(Context())
    opening, closing = '<script id="editor-messages" type="application/json">', "</script>"
    assert page.strip().startswith(opening)
    assert page.strip().endswith(closing)
    assert json.loads(page.strip().removeprefix(opening).removesuffix(closing)) == messages()
