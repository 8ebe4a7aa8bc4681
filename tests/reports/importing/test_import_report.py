import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from journal.models import Entry
from reports.models import Answer, Report, ReportImport
from tests.factories.reports import AnswerFactory, text
from tests.reports.importing.broken import BROKEN
from tests.reports.importing.conftest import FRANCE
from tests.reports.importing.shapes import KENYA, converted
from tests.reports.importing.test_apply import SMALL

CODES = "1.1.A 1.1.B 1.1.C 1.1.D 1.1.E 1.2.A 1.2.C 1.3.A 1.3.C 1.3.D 2.1.C 3.1.A 3.1.B 3.3.A".split()


def run(file, country="FRA", language="fr", **options):
    out = StringIO()
    call_command("import_report", str(file), country=country, year=2023, language=language, stdout=out, **options)
    return json.loads(out.getvalue())


def test_france_the_whole_file(france):
    done = run(FRANCE)
    assert done["words"] == {"file": 18169, "placed": 16976, "form": 1184, "leftover": 9}
    assert done["questions"] == {
        "found": 29,
        "of": 29,
        "by_likeness": [],
        "missing": [],
        "repeated": {"next_step_status": 1, "progress": 3},
    }
    assert done["priorities"] == ["1", "2", "3"]
    assert done["strands"] == "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1 3.2 3.3".split()
    assert done["footnotes"] == 7
    assert [code for code in done["codes"]["distinct"] if code[-1].isalpha()] == CODES
    assert done["codes"]["unknown"] == []
    everything = ["areas", "evidence", "goals", "step"]
    assert [step["fields"] for step in done["next_steps"]] == [everything] * 3 + [["step"]] + [everything] * 5
    assert [unread["question"] for unread in done["unread"]] == [
        "next_step_status--earlier-1",
        "overall_progress",
        "other_successes",
        "international_partners",
        "initiatives_supported",
        "national_partners",
        "collaboration_increased",
        "mechanism_useful",
        "roadmap_revision",
        "roadmap_revision_what",
    ]
    assert [(moved["from"], moved["to"], moved["words"]) for moved in done["moved"]] == [
        ("next_step_status--earlier-1", "next_step_detail", 10),
        ("evidence_types", "evidence_detail", 98),
    ]
    assert done["leftovers"] == [
        {"reason": "title", "after": "", "words": 9, "text": "France. État d'avancement de la cible 8.7 des ODD"}
    ]
    assert done["remarks"] == [
        {
            "what": "dangling_link",
            "text": "programme d'expérimentation Lab 8.7 (#Xa39a3ee5e6b4b0d3255bfef95601890afd80709)",
            "under": "progress--1",
        }
    ]
    assert (done["applied"], done["unchanged"]) == (True, False)
    assert ReportImport.objects.get().applied_at is not None


@pytest.mark.long
def test_a_dry_run_says_the_same_and_writes_nothing(france):
    done = run(FRANCE, dry_run=True)
    assert (done["applied"], done["questions"]["found"]) == (False, 29)
    assert (Answer.objects.count(), ReportImport.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_answers_of_persons_are_kept_unless_the_command_says_otherwise(france, tmp_path):
    AnswerFactory(report=france, value=text("De ma main"))
    file = tmp_path / "a.md"
    file.write_text(SMALL)
    assert run(file)["outcome"]["kept"] == ["key_results"]
    assert run(file, existing="replace")["outcome"]["replaced"] == ["key_results"]


@pytest.mark.long
@pytest.mark.parametrize(("to", "ending"), [("odt", "odt"), ("docx", "docx"), ("html", "html"), ("markdown", "md")])
def test_a_report_of_another_shape(kenya, tmp_path, to, ending):
    file = tmp_path / f"report.{ending}"
    file.write_bytes(converted(KENYA, to))
    done = run(file, country="KEN", language="en")
    assert done["priorities"] == ["1", "2", "3", "5", "4"]
    assert done["strands"] == ["1.1", "1.2"]
    assert done["footnotes"] == 1
    assert [step["title"] for step in done["earlier_steps"]] == [
        "Hire fifty inspectors",
        "Open a helpline",
        "Adopt the 'Children first' bill",
        "Ratify the Protocol",
    ]
    assert done["next_steps"] == [
        {"title": "Train another hundred inspectors.", "fields": ["areas", "evidence", "goals", "step"]},
        {"title": "Build a database.", "fields": ["goals", "step"]},
    ]
    assert [(one["code"], one["in"]) for one in done["codes"]["unknown"]] == [("1.1.Z", "progress--1")]
    assert done["codes"]["distinct"] == ["1.1", "1.1.A", "1.2", "1.2.A"]
    assert [(one["question"], one["suggestion"]) for one in done["unread"]] == [
        ("next_step_status--earlier-4", ["planned"])
    ]
    assert [(one["reason"], one["words"]) for one in done["leftovers"]] == [("before", 12), ("unknown_heading", 14)]
    values = dict(Answer.objects.filter(language="", slot__occurrence=None).values_list("slot__question", "value"))
    assert values == {
        "overall_progress": 7,
        "other_successes": "no",
        "evidence_types": {"codes": ["surveys", "other"], "other": {"en": "administrative registers"}},
        "national_partners": {"codes": ["private_sector", "ministries"]},
    }
    statuses = Answer.objects.filter(slot__question="next_step_status").order_by("slot__occurrence__position")
    assert [answer.value for answer in statuses] == ["completed", "in_progress", "planned"]
    assert Report.objects.get().occurrences.filter(source="earlier_step").count() == 4


@pytest.mark.parametrize("fault", BROKEN)
def test_a_file_that_cannot_be_read_changes_nothing(france, tmp_path, fault):
    name, content, reason = BROKEN[fault]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(CommandError) as refused:
        run(file)
    assert str(refused.value).startswith(reason)
    assert "\n" not in str(refused.value)
    assert (Answer.objects.count(), ReportImport.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_file_of_200_mb_is_not_even_opened(france, tmp_path):
    file = tmp_path / "large.docx"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    file.chmod(0)  # root could open it; the size is asked for first all the same
    with pytest.raises(CommandError, match="The file is too large: 200.0"):
        run(file)


def test_a_file_that_is_not_there(france, tmp_path):
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nothing.docx")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"country": "XXX"}, "There is no country XXX; add it with: manage.py add_country XXX …"),
        ({"country": "KEN"}, "KEN has no open report of 2022; open it with: manage.py open_campaign --year 2022"),
        ({"language": "de"}, "KEN does not report in the language “de”; its languages: en."),
    ],
)
def test_what_to_do_first_is_said(kenya, tmp_path, options, reason):
    file = tmp_path / "a.md"
    file.write_text("Bonjour")
    year = 2022 if "country" in options else 2023
    with pytest.raises(CommandError) as refused:
        call_command("import_report", str(file), **{"country": "KEN", "language": "en", "year": year} | options)
    assert str(refused.value) == reason


@pytest.mark.long
def test_what_was_recognised_by_its_place_is_taken_and_listed(france, tmp_path):
    file = tmp_path / "a.md"
    file.write_text(
        "## 10. Quelles difficultés avez-vous dû surmonter ?\n\nA\n\n## 11. Ganz andere Worte\n\nB\n\n"
        "## 12. Quels instruments d'évaluation avez-vous utilisés ?\n\n- [x] Enquêtes\n"
    )
    done = run(file)
    assert done["proposals"] == [
        {"question": "lessons", "proposed": True, "reason": "It has the number 11 in the file."}
    ]
    assert done["outcome"]["written"] == ["difficulties", "lessons", "evidence_types"]
