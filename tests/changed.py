"""Which test modules reach a file that differs from `main`, for `./test --changed`.

A module reaches what it imports; the templates and other files that it names, and what those name in turn; a test
module also the folder that it mirrors, whose pages it asks for, and each conftest above it. The tests of the whole and
those in the browser reach everything.
"""

import re
import subprocess
from collections import defaultdict
from functools import cache
from pathlib import Path

from tests.tree import APPS, ROOT, folder, imports, named, tracked

FOR_ALL = re.compile(
    r"pathfinder/settings\w*\.py|.+/migrations/.+|.+/models(\.py|/.+)|pyproject\.toml|requirements/.+"
    r"|tests/\w+\.py|tests/(strict|factories|data)/.+"
)
"""Files on which any test may depend: models, migrations, settings, dependencies and the harness of the tests."""
NAMED = re.compile(r"""["']([\w./-]+\.[a-z]{2,5})["']""")
LOADED = re.compile(r"{% load ([\w ]+) %}")


def differing() -> set[Path]:
    """Files that are not as they are on `main`, committed or not."""
    since = git("merge-base", "main", "HEAD").strip()
    names = git("diff", "--name-only", "-z", since) + git("ls-files", "-z", "--others", "--exclude-standard")
    return {ROOT / name for name in names.split("\0") if name}


def git(*args: str) -> str:
    return subprocess.run(["git", *args], cwd=ROOT, capture_output=True, check=True, text=True).stdout


def reaching(files: set[Path]) -> set[Path]:
    """The test modules that reach one of these files."""
    tests = {path for path in tracked() if is_test(path)}
    if not files or any(FOR_ALL.fullmatch(named(path)) and not is_test(path) for path in files):
        return tests if files else set()
    found, left = set(files), list(files)
    while left:
        left += (new := namers()[left.pop()] - found)
        found |= new
    return {test for test in tests if test in found or is_of_the_whole(test)}


@cache
def namers() -> defaultdict[Path, set[Path]]:
    """What names each file."""
    found = defaultdict(set)
    for path in tracked():
        for other in named_in(path) | (beside(path) if is_test(path) else set()):
            found[other].add(path)
    return found


def is_test(path: Path) -> bool:
    return folder(path) == "tests" and path.name.startswith("test_")


def is_of_the_whole(test: Path) -> bool:
    return test.parent == ROOT / "tests" or test.is_relative_to(ROOT / "tests" / "browser")


def beside(test: Path) -> set[Path]:
    """Each conftest above a test module, and the files of the folder that it mirrors."""
    app, *below = test.relative_to(ROOT / "tests").parent.parts or ["tests"]
    inside = ROOT.joinpath(app, *below), ROOT.joinpath(app, "templates", app, *below)
    mirrored = {path for folder in inside for path in in_folder().get(folder, ())}
    return mirrored | {folder / "conftest.py" for folder in test.parents}


@cache
def in_folder() -> dict[Path, set[Path]]:
    """The files of each folder, those in folders below it too."""
    found: dict[Path, set[Path]] = {}
    for path in tracked():
        for above in path.parents:
            found.setdefault(above, set()).add(path)
    return found


def named_in(path: Path) -> set[Path]:
    """The files of the project that a file imports, or names as Django finds templates, static files and tags."""
    if path.suffix not in {".py", ".html"} or path.is_relative_to(ROOT / "tests" / "data"):
        return set()
    text = path.read_text(encoding="utf-8")
    names = {other for name in NAMED.findall(text) for other in by_name().get(name, ())}
    for tags in LOADED.findall(text):
        names |= {other for tag in tags.split() for other in by_name().get(f"{tag}.py", ())}
    if path.suffix == ".py":
        names |= {module for name in imports(path) if (module := module_of(name))}
    return names


@cache
def by_name() -> dict[str, set[Path]]:
    """Files by the end of their path that follows templates/, static/ or templatetags/."""
    found: dict[str, set[Path]] = {}
    for path in tracked():
        for kind in ("templates", "static", "templatetags"):
            if kind in path.parts:
                found.setdefault("/".join(path.parts[path.parts.index(kind) + 1 :]), set()).add(path)
    return found


def module_of(name: str) -> Path | None:
    """The file of a module or, where the name is that of something in one, of its module."""
    for dotted in (name, name.rpartition(".")[0]):
        place = ROOT.joinpath(*dotted.split("."))
        for path in (place.with_suffix(".py"), place / "__init__.py"):
            if dotted and dotted.split(".")[0] in {*APPS, "tests", "benchmarks"} and path.is_file():
                return path
    return None
