"""The files of the project, for the tests that read them."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

APPS = [
    "pathfinder",
    "publications",
    "reports",
    "coediting",
    "questionnaires",
    "roadmaps",
    "forum",
    "richtext",
    "files",
    "bilingual",
    "journal",
    "notices",
]
"""From the top to the bottom; imports go down only. The last three know nothing of each other."""


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is in the repository, and those that would be with the next commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return tuple(path for name in sorted(set(listed.split("\0"))) if name and (path := ROOT / name).is_file())


def folder(path: Path) -> str:
    """The top-level folder of a file."""
    return path.relative_to(ROOT).parts[0]


def modules(*, migrations: bool = False) -> list[Path]:
    """The Python modules of the apps."""
    return [
        path
        for path in tracked()
        if path.suffix == ".py" and folder(path) in APPS and (migrations or "migrations" not in path.parts)
    ]


def templates() -> list[Path]:
    """The templates of the project: templates/** and <app>/templates/**."""
    return [
        path for path in tracked() if "templates" in path.relative_to(ROOT).parts[:-1][:2] and folder(path) != "tests"
    ]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> set[str]:
    """Dotted names of what a module imports, wherever in it; `from a import b` gives a.b."""
    found = set()
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            source = ".".join([*above, *([node.module] if node.module else [])])
            found |= {f"{source}.{alias.name}" for alias in node.names}
    return found


def named(path: Path) -> str:
    """The path as a person would write it in this project."""
    return str(path.relative_to(ROOT))
