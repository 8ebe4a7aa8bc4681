"""No input gives a traceback: it is read, or refused in a sentence. A fault of ours fails the test by its line in the
log, or, where the file is read here, by itself."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from files.checks import Refused
from files.models import Upload
from reports.importing.apart import plan_file
from reports.word.apart import answers_in
from reports.word.reading import SentOut
from richtext import build
from richtext.names import Names
from roadmaps.importing import understand
from roadmaps.importing.apart import from_json, source_of
from tests.factories.forum import MembershipFactory
from tests.files.odd import REPORTS, ROADMAPS
from tests.reports.importing.conftest import france as report_of_france

france = report_of_france
SLOW = {"deep in brackets", "deep in elements", "a table with huge spans", "deep in quotes"}
SENT_OUT = SentOut("fr", [{"name": "key_results", "text": build.doc(build.paragraph())}], [])


def told(function, *args) -> str:
    """What a person would read of a refusal; "" for a file that is read."""
    try:
        json.dumps(function(*args), allow_nan=False)
    except Refused as refused:
        return refused.message
    return ""


def is_sentence(said: str) -> bool:
    return said == "" or (said[0].isupper() and said.endswith(".") and "\n" not in said and "Traceback" not in said)


@pytest.mark.parametrize(
    "fault", [pytest.param(each, marks=pytest.mark.long) if each in SLOW else each for each in REPORTS]
)
def test_a_report_is_read_or_refused_in_a_sentence(fault, france_frame):
    assert is_sentence(told_of_nesting(plan_file, *REPORTS[fault], france_frame))


def told_of_nesting(*given) -> str:
    """What nests too deep is told by the process in which files are read."""
    try:
        return told(*given)
    except RecursionError:
        return ""


@pytest.mark.parametrize("fault", [fault for fault, (name, _content) in REPORTS.items() if name.endswith(".docx")])
def test_a_word_file_that_comes_back_is_read_or_refused_in_a_sentence(fault):
    assert is_sentence(told(answers_in, *REPORTS[fault], SENT_OUT, Names({"1.1": 2})))


@pytest.mark.parametrize("fault", ROADMAPS)
def test_a_roadmap_is_read_or_its_problems_are_told(fault):
    reading = understand(from_json(json.loads(json.dumps(source_of(*ROADMAPS[fault])))))
    assert reading.items or reading.problems
    assert [problem.message for problem in reading.problems if "\n" in problem.message] == []


APART = ["charset undefined", "an empty lettered list", "deep in elements", "deep in brackets", "a lying directory"]


@pytest.mark.django_db
@pytest.mark.apart
@pytest.mark.sampled("fault", APART)
def test_so_it_is_by_the_command_and_by_the_page(fault, france, client_for, run_tasks, tmp_path):
    name, content = REPORTS[fault]
    file = tmp_path / name
    file.write_bytes(content)
    try:
        call_command("import_report", str(file), country="FRA", year=2023, language="fr", dry_run=True)
        by_command = ""
    except CommandError as refused:
        by_command = str(refused)
    web = client_for(MembershipFactory(country=france.country).user)
    sent = {"file": SimpleUploadedFile(name, content), "language": "fr"}
    waiting = web.post("/en/reports/FRA/2023/import/", sent).url
    run_tasks()
    assert web.get(waiting, follow=True).status_code == 200
    assert is_sentence(by_command)
    assert Upload.objects.get().refusal == by_command


@pytest.mark.django_db
@pytest.mark.apart
@pytest.mark.sampled("fault", ["a lying directory", "deep", "nulls"])
def test_so_it_is_with_a_roadmap(fault, france, tmp_path, client_for, run_tasks):
    name, content = ROADMAPS[fault]
    file = tmp_path / name
    file.write_bytes(content)
    with pytest.raises(CommandError, match=f"{name} was not imported:\n  [^\n]+$"):
        call_command("import_roadmap", str(file), country="FRA")
    web = client_for(MembershipFactory(country=france.country).user)
    waiting = web.post("/en/roadmaps/FRA/import/", {"file": SimpleUploadedFile(name, content)}).url
    run_tasks()
    assert f"{name} was not imported, and nothing was changed" in web.get(waiting, follow=True).content.decode()
