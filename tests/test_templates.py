"""Every template: it compiles, somebody uses it, it names what exists, and holds no style or script of its own."""

import ast
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import views as auth_views
from django.core.management import call_command
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.base import UNKNOWN_SOURCE, Lexer, Origin, Parser, TokenType
from django.urls import get_resolver

from notices.kinds import KINDS
from tests.tree import ROOT, modules, named, parsed, templates

DJANGO_ASKS_FOR = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
ALWAYS_THERE = {"True", "False", "None", "forloop", "block"}
STAND_ALONE = {"publications/document/screen.html", "notices/mail.html"}  # a file or a mail takes its style sheet along
TAKEN_BY_TAGS = {"csrf_token", "request"}  # {% csrf_token %} and {% querystring %} find them by themselves
LONGEST_LINE = 160
ENGINE = engines["django"].engine
INCLUDED = re.compile(r"""\{%\s*include\s+["'](components/[^"']+)["']\s*(.*?)%\}""", re.S)
FORBIDDEN = {
    "inline style": r"""\sstyle\s*=|<style\b""",
    "inline script": r"""<script(?![^>]*\b(?:src=|application/json))""",
    "inline handler": r"""\s(?:on[a-z]+|hx-on[:\w-]*)\s*=\s*["']""",
    "script in an attribute": r"""javascript:|=["']js:|hx-trigger=["'][^"']*\[""",
    "another host": r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//""",
}


def short_name(path: Path) -> str:
    """The name by which the template is asked for: what follows `templates/`."""
    parts = path.relative_to(ROOT).parts
    return "/".join(parts[parts.index("templates") + 1 :])


def faults(find: Callable[[Path], list[str]], paths: list[Path] | None = None) -> list[str]:
    """What `find` finds in each template, as "templates/…: what"."""
    return [f"{named(path)}: {fault}" for path in paths or templates() for fault in find(path)]


def without_comments(source: str) -> str:
    source = re.sub(r"\{% comment.*?%\}.*?\{% endcomment %\}", "", source, flags=re.S)
    return re.sub(r"\{#.*?#\}|<!--.*?-->", "", source, flags=re.S)


@cache
def source_of(path: Path) -> str:
    return without_comments(path.read_text(encoding="utf-8"))


def test_every_template_compiles():
    def errors(path: Path) -> list[str]:
        try:
            ENGINE.get_template(short_name(path))
        except TemplateSyntaxError as error:
            return [str(error)]
        return []

    assert faults(errors) == []


def test_no_template_holds_a_style_or_a_script():
    def forbidden(path: Path) -> list[str]:
        source = source_of(path)
        if short_name(path) in STAND_ALONE:
            source = source.replace("<style>{{ style }}</style>", "")
        return [what for what, pattern in FORBIDDEN.items() if re.search(pattern, source, re.I)]

    assert faults(forbidden) == []


def test_no_line_of_a_template_is_longer_than_160_characters():
    """djlint holds the layout (see docs/decisions/0043); it breaks no line where a break would show as a space."""

    def long(path: Path) -> list[str]:
        source = re.sub(r"<pre\b.*?</pre>", "", path.read_text(encoding="utf-8"), flags=re.S)
        return [line.strip()[:60] for line in source.splitlines() if len(line) > LONGEST_LINE]

    assert faults(long, [path for path in templates() if path.suffix == ".html"]) == []


def test_every_template_loads_what_it_uses_and_no_more():
    def loaded_for_nothing(path: Path) -> list[str]:
        source = source_of(path)
        words = set(re.findall(r"\{%-?\s*(\w+)|\|\s*(\w+)", source))
        used = {word for pair in words for word in pair if word}
        loaded = [name for line in re.findall(r"\{%\s*load\s+([^%]*?)\s*%\}", source) for name in line.split()]
        twice = [f"loads {name} twice" for name, times in Counter(loaded).items() if times > 1]
        return twice + [f"does not use {name}" for name in loaded if not used & tags_and_filters(name)]

    assert faults(loaded_for_nothing) == []


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


def test_somebody_uses_every_template():
    askers = (somebody_writes, a_kind_of_notice_asks_for, DJANGO_ASKS_FOR.__contains__, a_library_asks_for)
    names = [short_name(path) for path in templates()]
    assert [name for name in names if not any(asks_for(name) for asks_for in askers)] == []


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


def test_every_link_names_a_route_that_exists():
    def unknown(path: Path) -> list[str]:
        return sorted(set(re.findall(r"""\{%\s*url\s+["']([^"']+)["']""", source_of(path))) - route_names())

    assert faults(unknown) == []


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


def test_every_component_uses_the_inputs_that_it_names():
    def not_as_named(path: Path) -> list[str]:
        inputs = set.union(*declared(path))
        unnamed = names_used(path.read_text(encoding="utf-8")) - inputs
        idle = {name for name in inputs - TAKEN_BY_TAGS if not re.search(rf"\b{name}\b", source_of(path))}
        return [f"does not name {name}" for name in sorted(unnamed)] + [f"does not use {name}" for name in sorted(idle)]

    assert faults(not_as_named, [path for path in templates() if "components" in path.parts]) == []


def test_every_component_is_given_the_inputs_that_it_names():
    def wrong(path: Path) -> list[str]:
        return [fault for name, rest in INCLUDED.findall(source_of(path)) for fault in given_wrongly(name, rest)]

    assert faults(wrong) == []


def given_wrongly(name: str, rest: str) -> list[str]:
    """`rest` is what follows the component's name in {% include "name" … %}."""
    if not (component := settings.BASE_DIR / "templates" / name).exists():
        return []  # said by another test
    required, optional = declared(component)
    given = set(re.findall(r"(\w+)=", re.sub(r"""(["']).*?\1""", "", rest)))
    missing = required - given - TAKEN_BY_TAGS if rest.split()[-1:] == ["only"] else set()
    return [f"{name} knows no {one}" for one in sorted(given - required - optional)] + [
        f"{name} needs {one}" for one in sorted(missing)
    ]


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
