"""The command import_roadmap."""

import pytest
from django.core.management import CommandError, call_command

from journal.models import Entry
from roadmaps.models import Item, Roadmap
from tests.factories.forum import CountryFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db

TABLE = "code,title_fr,title_en\n1,Prévenir,Prevent\n1.1,Former,Train\n1.1.C,Écoles,Schools\n"


@pytest.fixture
def country(db):
    return CountryFactory(france=True)


@pytest.fixture
def run(tmp_path, capsys):
    """run("a.csv", text, …options): what the command printed."""

    def import_file(name: str, content: str | bytes, *options: str, country="FRA") -> str:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        call_command("import_roadmap", str(file), "--country", country, *options)
        return capsys.readouterr().out

    return import_file


def test_the_first_file_the_same_again_and_a_changed_one(run, country):
    assert run("a.csv", TABLE) == "FRA: version 1 made with priority: 1, strand: 1, objective: 1\n"
    assert run("a.csv", TABLE) == "FRA: version 1 left as it is: the file says the same\n"
    assert run("a.csv", TABLE + "2,Protéger,Protect\n") == "FRA: version 1 replaced: 1 added\n"
    ReportFactory(country=country, roadmap=Roadmap.objects.get())
    changed = TABLE.replace("Train", "Teach") + "2,Protéger,Protect\n3,Agir,Act\n"
    told = "FRA: version 2 made beside version 1, which a report uses: 1 added, 1 renamed"
    told += "; items of version 1 that have become another one: 1, none: 0"
    assert run("a.csv", changed) == f"{told}; a draft, not in force (--adopt)\n"
    assert [entry.actor for entry in Entry.objects.order_by("pk")] == [None, None, None]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_draft_is_put_in_force_if_that_is_asked_for(run, country, at_once):
    run("a.csv", TABLE)
    ReportFactory(country=country, roadmap=Roadmap.objects.get())
    changed = TABLE + "2,Protéger,Protect\n"
    assert run("a.csv", changed, "--dry-run").endswith("1 added; a draft, not in force (--adopt)\n")
    if not at_once:
        run("a.csv", changed)
    assert "in force" not in run("a.csv", changed, "--adopt")
    assert not Roadmap.objects.get(version=2).is_draft


def test_a_dry_run_tells_and_does_nothing(run, country):
    assert (
        run("a.csv", TABLE, "--dry-run")
        == "Nothing written. FRA: version 1 made with priority: 1, strand: 1, objective: 1\n"
    )
    assert (Roadmap.objects.count(), Entry.objects.count()) == (0, 0)


def test_what_the_roadmap_says_of_itself_is_told_too(run, country):
    run("a.csv", TABLE)
    head = "title: {en: Strategy}\nvalid_to: 2030-12-31\nitems:\n"
    items = (
        "- {code: 1, title: {fr: Prévenir, en: Prevent}}\n"
        "- {code: 1.1, title: {fr: Former, en: Train}}\n"
        "- {code: 1.1.C, title: {fr: Écoles, en: Schools}}\n"
    )
    assert run("a.yaml", head + items) == "FRA: version 1 replaced: title, valid_to changed\n"


@pytest.mark.parametrize(
    "name,content,message",
    [
        ("a.csv", "", "a.csv was not imported:\n  The file is empty."),
        (
            "a.csv",
            "code,title_en\n1\n1,a\n",
            "a.csv was not imported:\n  Line 2: there is no title\n"
            "  Line 3, column 1: the code 1 stands on line 2 already",
        ),
        ("a.pdf", TABLE, "a.pdf was not imported:\n  A roadmap is read from a .csv, .xlsx or .yaml file."),
        ("a.csv", b"x" * 2_000_000, "a.csv was not imported:\n  The file is larger than 1 MB."),
    ],
)
def test_a_bad_file_is_refused_whole(run, country, name, content, message):
    run("good.csv", TABLE)
    with pytest.raises(CommandError) as refusal:
        run(name, content)
    assert str(refusal.value) == message
    assert (Item.objects.count(), Entry.objects.count()) == (3, 1)


def test_days_that_contradict_are_refused(run, country):
    run("a.yaml", "valid_from: 2023-01-01\nitems:\n- {code: 1, title: {en: a}}")
    with pytest.raises(CommandError, match="The roadmap ends before it begins"):
        run("a.yaml", "valid_to: 2022-01-01\nitems:\n- {code: 1, title: {en: a}}")


def test_a_country_that_is_not_there_is_refused(run):
    with pytest.raises(CommandError, match="There is no country FRA; add it with add_country"):
        run("a.csv", TABLE)


def test_a_file_that_is_not_there_is_refused(country, tmp_path):
    with pytest.raises(CommandError, match=r"none\.csv cannot be read: No such file or directory"):
        call_command("import_roadmap", str(tmp_path / "none.csv"), "--country", "FRA")


def test_a_folder_is_refused(country, tmp_path):
    with pytest.raises(CommandError, match="cannot be read: Is a directory"):
        call_command("import_roadmap", str(tmp_path), "--country", "FRA")


def test_the_code_of_the_country_may_be_in_small_letters(run, country):
    assert run("a.csv", TABLE, country="fra").startswith("FRA: version 1 made")


MATRIX = "National plan\n\nNo.,Outcome,Lead agency,Remarks\n1,Laws,MoL,soon\n"


def test_the_columns_are_guessed_told_and_said_otherwise(country, tmp_path, capsys):
    file = tmp_path / "matrix.csv"
    file.write_text(MATRIX)
    call_command("import_roadmap", str(file), "--country", "FRA", "--map", "Remarks=", "--map", "C=partners")
    err = capsys.readouterr().err
    assert err.splitlines() == ["No. = code", "Outcome = title_fr", "Lead agency = partners", "Remarks = left out"]
    assert [item.details for item in Item.objects.order_by("position")] == [
        [{"kind": "partners", "label": "Lead agency", "text": "MoL"}]
    ]
    file.write_text(MATRIX + "2,Children,MoE,later\n")  # what was said is remembered
    call_command("import_roadmap", str(file), "--country", "FRA")
    assert capsys.readouterr().err.splitlines() == err.splitlines()


def test_what_a_table_does_not_say_is_said_on_the_line(run, country):
    run("a.csv", TABLE, "--title", "Stratégie", "--valid-from", "2026-01-01", "--levels", "axe,volet,action")
    roadmap = Roadmap.objects.get()
    assert (dict(roadmap.title), str(roadmap.valid_from)) == ({"fr": "Stratégie"}, "2026-01-01")
    assert [dict(level.name) for level in roadmap.levels.order_by("position")] == [
        {"fr": "axe"},
        {"fr": "volet"},
        {"fr": "action"},
    ]


def test_a_column_or_a_role_that_is_not_there_is_refused(run, country):
    with pytest.raises(CommandError, match="--map Budget=budget: columns are A, B, C, code, title_fr, title_en; roles"):
        run("a.csv", TABLE, "--map", "Budget=budget")
