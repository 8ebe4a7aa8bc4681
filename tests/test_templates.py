"""Every template: it compiles, somebody uses it, it names what exists, and holds no style or script of its own."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import views as auth_views
from django.core.management import call_command
from django.template import TemplateDoesNotExist, engines
from django.template.base import UNKNOWN_SOURCE, Lexer, Origin, Parser, TokenType
from django.urls import get_resolver

from notices.kinds import KINDS
from tests.tree import modules, named, parsed, templates

DJANGO_ASKS_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
ALWAYS_THERE = {"True", "False", "None", "forloop", "block"}
STAND_ALONE = {"publications/document/screen.html", "notices/mail.html"}  # a file or a mail takes its style sheet along
TAKEN_BY_TAGS = {"csrf_token", "request"}  # {% csrf_token %} and {% querystring %} find them by themselves
ENGINE = engines["django"].engine
FORBIDDEN = {
    "inline style": r"""\sstyle\s*=|<style\b""",
    "inline script": r"""<script(?![^>]*\b(?:src=|application/json))""",
    "inline handler": r"""\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*["']""",
    "script in an attribute": r"""javascript:|=["']js:|hx-trigger=["'][^"']*\[""",
    "another host": r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""",
}


def short_name(path: Path) -> str:
    """The name by which the template is asked for: what follows `templates/`."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


def with_id(paths: list[Path]) -> list:
    return [pytest.param(path, id=named(path)) for path in paths]


every_template = pytest.mark.parametrize("path", with_id(templates()))
every_component = pytest.mark.parametrize("path", with_id([path for path in templates() if "components" in path.parts]))


def without_comments(source: str) -> str:
    source = re.sub(r"\{% comment.*?%\}.*?\{% endcomment %\}", "", source, flags=re.S)
    return re.sub(r"\{#.*?#\}|<!--.*?-->", "", source, flags=re.S)


@cache
def source_of(path: Path) -> str:
    return without_comments(path.read_text(encoding="utf-8"))


@every_template
def test_it_compiles(path):
    ENGINE.get_template(short_name(path))


@every_template
def test_it_holds_no_style_and_no_script(path):
    source = source_of(path)
    if short_name(path) in STAND_ALONE:
        source = source.replace("<style>{{ style }}</style>", "")
    faults = [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source, re.I)]
    assert faults == []


@every_template
def test_it_loads_only_what_it_uses(path):
    source = source_of(path)
    words = set(re.findall(r"\{%-?\s*(\w+)|\|\s*(\w+)", source))
    used = {word for pair in words for word in pair if word}
    loaded = [name for line in re.findall(r"\{%\s*load\s+([^%]*?)\s*%\}", source) for name in line.split()]
    assert len(loaded) == len(set(loaded)), "a library is loaded twice"
    unused = [name for name in loaded if not used & tags_and_filters(name)]
    assert unused == []


def tags_and_filters(library: str) -> set[str]:
    loaded = ENGINE.template_libraries[library]
    return set(loaded.tags) | set(loaded.filters)


@cache
def written_names() -> frozenset[str]:
    """What our modules and templates write that may be the name of a template, or its last part."""
    strings = {
        node.value
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Constant) and str(node.value).endswith((".html", ".txt"))
    }
    return frozenset(
        strings.union(*(re.findall(r"""["']([\w./-]+\.(?:html|txt))["']""", source_of(p)) for p in templates()))
    )


@cache
def put_together() -> tuple[re.Pattern, ...]:
    """What f-strings of our modules can make: f"kinds/{kind}.html", or f"kinds/{name}" where the name is written."""
    patterns = []
    for node in (node for path in modules() for node in ast.walk(parsed(path)) if isinstance(node, ast.JoinedStr)):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else r"([\w.]+)" for part in node.values]
        if parts[0].endswith("/") or parts[-1].endswith((".html", ".txt")):
            patterns.append(re.compile("".join(parts)))
    return tuple(patterns)


def somebody_writes(name: str) -> bool:
    if name in written_names():
        return True
    found = [match for pattern in put_together() if (match := pattern.fullmatch(name))]
    return any(
        not match[match.lastindex].endswith(".html") or match[match.lastindex] in written_names() for match in found
    )


def a_kind_of_notice_asks_for(name: str) -> bool:
    """<app>/notices/<name>.txt is the text of the kind <app>.<name>."""
    return name in {f"{app}/notices/{rest}.txt" for app, _dot, rest in (kind.partition(".") for kind in KINDS)}


def a_library_asks_for(name: str) -> bool:
    """The template stands in place of one that an installed package brings, or that Django's log-in views name."""
    for module in (auth_forms, auth_views):
        if f'"{name}"' in Path(module.__file__).read_text(encoding="utf-8"):
            return True
    origins = [origin for loader in ENGINE.template_loaders for origin in origins_of(loader, name)]
    return any("site-packages" in origin for origin in origins)


def origins_of(loader, name: str) -> list[str]:
    inner = getattr(loader, "loaders", [loader])
    return [origin.name for one in inner for origin in one.get_template_sources(name) if Path(origin.name).is_file()]


@every_template
def test_somebody_uses_it(path):
    name = short_name(path)
    asked_for = somebody_writes(name) or a_kind_of_notice_asks_for(name) or name in DJANGO_ASKS_FOR
    assert asked_for or a_library_asks_for(name), f"nobody asks for {name}"


def test_every_template_that_is_asked_for_exists():
    missing = []
    for name in sorted(name for name in written_names() if "/" in name):
        try:
            ENGINE.get_template(name)
        except TemplateDoesNotExist:
            missing.append(name)
    assert missing == []


@cache
def route_names() -> frozenset[str]:
    names = set()

    def walk(resolver, namespace: str) -> None:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                walk(pattern, f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace)
            elif pattern.name:
                names.add(namespace + pattern.name)

    walk(get_resolver(), "")
    return frozenset(names)


@every_template
def test_its_links_name_routes_that_exist(path):
    asked = set(re.findall(r"""\{%\s*url\s+["']([^"']+)["']""", source_of(path)))
    assert sorted(asked - route_names()) == []


def declared(path: Path) -> tuple[set[str], set[str]]:
    """The inputs that a component's first comment names: required ones and optional ones."""
    text = path.read_text(encoding="utf-8")
    comment = re.search(r"\{% comment %\}(.*?)\{% endcomment %\}", text, re.S)
    assert comment, "a component begins with a comment that names its inputs"
    return names_in(comment[1], "Inputs"), names_in(comment[1], "Optional")


def names_in(comment: str, heading: str) -> set[str]:
    line = re.search(rf"^{heading}:(.*?)(?=^\w+:|\Z)", comment, re.S | re.M)
    text = line[1] if line else ""
    while (shorter := re.sub(r"\([^()]*\)|\{[^{}]*\}", "", text)) != text:
        text = shorter
    return {name.strip() for name in re.split(r",| with ", text) if name.strip()} - {"none"}


def names_used(source: str) -> set[str]:
    """The names that a template takes from its context; not those that it gives itself."""
    seen = set()

    class Listening(Parser):
        def compile_filter(self, token):
            expression = super().compile_filter(token)
            variables = [expression.var, *(arg for _, args in expression.filters for is_var, arg in args if is_var)]
            seen.update(one.lookups[0] for one in variables if getattr(one, "lookups", None))
            return expression

    tokens = Lexer(source).tokenize()
    Listening(tokens, ENGINE.template_libraries, ENGINE.template_builtins, Origin(UNKNOWN_SOURCE)).parse()
    given = set()
    for token in (token for token in tokens if token.token_type == TokenType.BLOCK):
        given |= set(re.findall(r"\bas (\w+)", token.contents))
        if token.contents.startswith("for "):
            given |= set(re.findall(r"\w+", token.contents.split(" in ")[0])[1:])
        if token.contents.startswith(("with ", "blocktranslate ")):
            given |= set(re.findall(r"(\w+)=", token.contents))
    return seen - given - ALWAYS_THERE


@every_component
def test_a_component_uses_the_inputs_that_it_names(path):
    required, optional = declared(path)
    used = names_used(path.read_text(encoding="utf-8"))
    assert sorted(used - required - optional) == []
    named_for_nothing = [name for name in required | optional if not re.search(rf"\b{name}\b", source_of(path))]
    assert sorted(set(named_for_nothing) - TAKEN_BY_TAGS) == []


@every_template
def test_it_gives_components_the_inputs_that_they_name(path):
    wrong = []
    for name, rest in re.findall(r"""\{%\s*include\s+["'](components/[^"']+)["']\s*(.*?)%\}""", source_of(path), re.S):
        if not (component := settings.BASE_DIR / "templates" / name).exists():
            continue  # told by another test
        required, optional = declared(component)
        given = set(re.findall(r"(\w+)=", re.sub(r"""(["']).*?\1""", "", rest)))
        wrong += [f"{name} knows no {one}" for one in sorted(given - required - optional)]
        if rest.split()[-1:] == ["only"]:
            wrong += [f"{name} needs {one}" for one in sorted(required - given - TAKEN_BY_TAGS)]
    assert wrong == []


def test_every_static_file_that_is_named_exists(settings, tmp_path):
    """Makes the hashed files as production does, which follows every url() of the style sheets, too."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    named_files = {
        name for path in templates() for name in re.findall(r"""\{%\s*static\s+["']([^"']+)["']""", source_of(path))
    }
    from django.contrib.staticfiles.storage import staticfiles_storage

    missing = []
    for name in sorted(named_files):
        try:
            staticfiles_storage.stored_name(name)
        except ValueError:
            missing.append(name)
    assert missing == []
