"""What the repository promises: commands that install the same everywhere, and no trace of one machine."""

import re
import tomllib
from io import StringIO

import pytest
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.mutants import MUTANTS
from tests.tree import ROOT, folder, named, tracked

# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = ["registry.npm" + "js.org", "registry.yarn" + "pkg.com", "pypi" + ".org", "files.python" + "hosted.org"]
MACHINE_PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/[a-z]", "/Us" + "ers/"]
LARGEST = 200_000
"""In bytes: no source comes to it."""
NO_TEXT = {"docs": {".png"}, "static": {".ico", ".png", ".woff", ".woff2"}, "locale": {".mo"}}
NO_TEXT |= {"tests": {".docx", ".odt", ".xlsx"}}
"""Fonts, pictures, documents that tests read, and compiled messages."""
LEFT_OPEN = ["TO" + "DO", "FIX" + "ME"]

project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
dependencies = {
    "run": project["project"]["dependencies"],
    "test": project["project"]["dependencies"] + project["dependency-groups"]["test"],
}


def lines_with(pattern: str) -> list[str]:
    wanted = re.compile(pattern)
    return [
        f"{named(path)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        if b"\0" not in (content := path.read_bytes()) and not named(path).startswith("static/dist/")
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1)
        if wanted.search(line)
    ]


def locked(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {canonicalize_name(found[1]): found[2] for found in re.finditer(r"^([\w.-]+)==(\S+)", text, re.M)}


def test_no_file_names_a_registry():
    assert lines_with("|".join(map(re.escape, REGISTRIES))) == []


def test_no_file_holds_a_path_of_one_machine():
    assert lines_with("|".join(rf"(?<![\w.]){path}" for path in MACHINE_PATHS)) == []


def test_nothing_is_left_open():
    assert lines_with("|".join(rf"\b{word}\b" for word in LEFT_OPEN)) == []


def test_no_large_file_lies_in_the_tree_that_is_not_part_of_the_product():
    at_home = ("static/dist/", "docs/screenshots/", "tests/data/")
    large = [named(path) for path in tracked() if path.stat().st_size > LARGEST and not named(path).startswith(at_home)]
    assert [name for name in large if not name.startswith("locale/")] == []


def test_what_is_no_text_is_of_a_known_kind_in_its_place():
    files = (path for path in tracked() if b"\0" in path.read_bytes())
    strays = [named(path) for path in files if path.suffix not in NO_TEXT.get(folder(path), ())]
    assert strays == []


def test_every_dependency_has_its_reason_beside_it():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    bare = [one for one in dependencies["test"] if not re.search(rf'"{re.escape(one)}",\s+# \w+', text)]
    assert bare == []


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_locked_versions_are_in_step_with_what_is_asked_for(name):
    versions = locked(name)
    wrong = []
    for asked in map(Requirement, dependencies[name]):
        version = versions.get(canonicalize_name(asked.name))
        if version is None or not asked.specifier.contains(version):
            wrong.append(f"{asked}: {version}; write requirements/ anew with bin/lock")
    assert wrong == []


def test_both_sets_lock_the_same_versions():
    run, test = locked("run"), locked("test")
    assert {name: test.get(name) for name in run} == run


def test_every_locked_package_has_hashes():
    for name in ("run", "test"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert len(re.findall(r"==\S+.*\\\n    --hash=sha256:", text)) == len(locked(name))


def test_the_readme_maps_every_folder():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    folders = {path.relative_to(ROOT).parts[0] for path in tracked() if len(path.relative_to(ROOT).parts) > 1}
    assert [folder for folder in sorted(folders) if not folder.startswith(".") and f"{folder}/" not in readme] == []


def test_the_readme_tells_every_environment_variable():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    settings = (ROOT / "pathfinder" / "settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', settings)) | {"DATABASE_URL"}
    guides = readme + "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
    assert [name for name in sorted(read) if f"`{name}`" not in guides] == []


@pytest.mark.django_db
def test_models_and_migrations_agree():
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)
    assert "No changes detected" in out.getvalue()


def test_the_commands_can_be_run():
    for command in ("run", "test", "bin/setup", "bin/lock", ".ci/run", "manage.py"):
        assert (ROOT / command).stat().st_mode & 0o111, command


def test_every_mutant_stands_once_where_it_is_looked_for():
    wrong = [
        f"{module}: {before}"
        for module, (_tests, changes) in MUTANTS.items()
        for before, _after in changes
        if (ROOT / module).read_text(encoding="utf-8").count(before) != 1
    ]
    assert wrong == []
