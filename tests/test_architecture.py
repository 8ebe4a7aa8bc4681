"""Where things may lie and what may know of what."""

import ast
from graphlib import TopologicalSorter

import pytest

from tests.tree import APPS, ROOT, folder, imports, modules, named, parsed, tracked

LEAVES = {"bilingual", "journal", "notices"}
WITHOUT_DATABASE = {"richtext", "questionnaires"}
LONGEST_MODULE = 400
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}


def may_know(knowing: str, known: str) -> bool:
    if knowing == known:
        return True
    return knowing not in LEAVES and APPS.index(known) > APPS.index(knowing)


def test_imports_go_down_only():
    upward = [
        f"{named(path)} imports {name}"
        for path in modules(migrations=True)
        for name in sorted(imports(path))
        if (target := name.split(".")[0]) in APPS and not may_know(folder(path), target)
    ]
    assert upward == []


def test_relations_between_tables_go_down_only():
    upward = [
        f"{named(path)}:{node.lineno} points to {target.value}"
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RELATIONS
        for target in node.args[:1]
        if isinstance(target, ast.Constant)
        and (app := str(target.value).split(".")[0]) in APPS
        and not may_know(folder(path), app)
    ]
    assert upward == []


def test_nothing_imports_the_tests():
    # The settings of the test run start the server of the tests.
    importing = [named(path) for path in modules() if any(name.split(".")[0] == "tests" for name in imports(path))]
    assert importing == ["pathfinder/settings_test.py"]


def test_models_know_nothing_of_forms_and_views():
    wrong = [
        f"{named(path)} imports {name}"
        for path in modules()
        if "models" in {path.stem, path.parent.name}
        for name in sorted(imports(path))
        if name.split(".")[0] in APPS and {"views", "forms", "urls", "templatetags"} & set(name.split("."))
    ]
    assert wrong == []


def test_pure_apps_do_without_the_database():
    wrong = [
        f"{named(path)} imports {name}"
        for path in modules()
        if folder(path) in WITHOUT_DATABASE
        for name in sorted(imports(path))
        if name.startswith(("django.db", "django.contrib"))
    ]
    assert wrong == []


def test_few_modules_know_the_pdf_engine():
    knowing = [named(path) for path in modules() if any(name.split(".")[0] == "weasyprint" for name in imports(path))]
    assert knowing == ["publications/faces.py", "publications/pdf.py", "publications/tables.py"]


TABLES = {"forum/access.py", "forum/permissions.py", "reports/rights/permissions.py", "reports/rights/writers.py"}
TABLES |= {"roadmaps/permissions.py"}
OF_STATES = {
    "reports/answers/document_rights.py": "a step that has been removed",
    "reports/signoff/correction_views.py": "what the verb refused, told on the page",
    "reports/signoff/guards.py": "whether the country has working groups",
    "reports/signoff/undo_correction.py": "whether anything was done in the version",
    "forum/second_factor.py": "whose role asks for a second factor",
}
"""What speaks of verdicts and roles outside the tables, and decides on no right by them."""


def test_who_may_what_is_said_in_the_tables_alone():
    strays = {
        named(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.ImportFrom) and {one.name for one in node.names} & {"denied", "roles_in", "has_role"})
        or (isinstance(node, ast.FunctionDef) and node.name.startswith("may_") and "denied(" in ast.unparse(node))
    }
    assert strays - TABLES == set(OF_STATES)


ARGUMENTS = {
    "forum/resume.py": "what is kept of a form",
    "forum/views/groups.py": "up or down",
    "reports/pages/live_views.py": "here or gone",
    "roadmaps/views/editing.py": "up or down",
}
"""Views that look which button was pressed: it is an argument of their one verb."""


def test_no_view_reads_from_a_button_which_act_is_meant():
    asking = {
        named(path)
        for path in modules()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Compare) and "request.POST" in map(ast.unparse, node.comparators)
    }
    assert asking - set(ARGUMENTS) == set()


@pytest.mark.parametrize("kind", [".py", ".ts", ".js"])
def test_no_module_is_longer_than_a_person_can_hold_in_mind(kind):
    long = {
        named(path): lines
        for path in tracked()
        if path.suffix == kind and folder(path) in {*APPS, "frontend"} and "migrations" not in path.parts
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_every_app_that_exists_is_in_the_order_of_the_apps():
    apps = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert apps <= set(APPS)


PARTS = (
    "pages tasks secretariat history signoff contributions meetings word review assignments checks importing "
    "answers rights content models stages"
).split()
"""The order inside reports, from the top: each may import those that stand after it (decision 42)."""
ON_TOP = {"apps", "urls", "erasing", "roadmap_references", "management", "templatetags"}
"""What stands with the pages."""


def part(name: str) -> str:
    """Of a dotted name in reports: the folder, or the module that lies in none."""
    return "pages" if (found := name.split(".")[1]) in ON_TOP else found


def inside() -> dict[str, set[str]]:
    """Each module of reports → those that it imports."""
    paths = {named(path).removesuffix(".py").removesuffix("/__init__"): path for path in modules()}
    names = {name.replace("/", "."): path for name, path in paths.items() if name.startswith("reports/")}
    return {
        name: {known for one in imports(path) for known in (one, one.rpartition(".")[0]) if known in names} - {name}
        for name, path in names.items()
    }


def test_imports_inside_reports_go_down_only():
    known = inside()
    assert {part(name) for name in known} == set(PARTS)
    upward = [
        f"{name} imports {other}"
        for name, others in known.items()
        for other in sorted(others)
        if PARTS.index(part(other)) < PARTS.index(part(name))
    ]
    assert upward == []


def test_no_imports_inside_reports_go_in_a_circle():
    assert len(list(TopologicalSorter(inside()).static_order())) >= len(inside())
