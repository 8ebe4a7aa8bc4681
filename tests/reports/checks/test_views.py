"""The page of what the checks find."""

import re

import pytest

from reports.answers.next_steps import add_next_step
from reports.models import Answer
from tests.factories.forum import CountryFactory, UserFactory
from tests.factories.reports import AnswerFactory, ReportFactory
from tests.reports.checks.writing import write
from tests.reports.pages.test_overview import answer_everything

pytestmark = pytest.mark.django_db
CHECKS = "/en/reports/FRA/2023/checks/"
SECTIONS = "/en/reports/FRA/2023/sections"


@pytest.fixture
def report():
    return ReportFactory(country=CountryFactory(france=True, languages=["fr"]))


@pytest.fixture
def reader(report, client_for):
    return client_for(UserFactory(focal_point_of=report.country))


def page(reader) -> str:
    return reader.get(CHECKS).content.decode()


def outline(html: str) -> list[str]:
    main = html.split("<main")[1].split("</main>")[0]
    found = re.findall(r"<h([23])[^>]*>(.*?)</h", main, re.DOTALL)
    return [f"{level} {words.strip()}" for level, words in found]


def test_errors_and_warnings_stand_under_their_checks(report, reader):
    answer_everything(report)
    Answer.objects.filter(slot__question="mechanism_useful").delete()
    Answer.objects.filter(language="en").update(language="fr")
    write(report, "La MIPROF.", key="lessons")

    html = page(reader)

    assert outline(html) == [
        "2 Errors",
        "3 Required answers are missing",
        "2 Warnings",
        "3 Objectives with nothing reported",
        "3 Acronyms that are not explained",
        "2 What was found",
    ]
    assert re.search(r"1 error, 2 warnings\.", html)


def test_each_finding_leads_to_its_question_in_the_language_of_its_text(report, reader):
    write(report, "La MIPROF.", key="lessons")
    step = add_next_step(report=report, by=None)

    html = page(reader)

    assert f'href="{SECTIONS}/national/#q-mechanism_useful"' in html
    assert f'href="{SECTIONS}/next_steps/#q-next_steps-step--{step.identity}">Next step 1:' in html
    [line] = re.findall(r"<li>(?:(?!</?li>).)*MIPROF(?:(?!</?li>).)*</li>", html, re.DOTALL)
    assert f'href="{SECTIONS}/overall/?write=fr#q-lessons"' in line
    assert '<p class="soft mb-0" lang="fr">La MIPROF.</p>' in line


def test_the_link_to_an_answer_that_is_kept_aside_has_a_place_to_land_on(report, reader):
    AnswerFactory(report=report, question="initiatives_supported", language="", value="no")
    write(report, "La France soutient.", key="initiatives_supported_detail")

    [href] = re.findall(rf'href="({SECTIONS}[^"]*#q-initiatives_supported_detail)"', page(reader))
    section = reader.get(href.partition("#")[0]).content.decode()

    assert 'class="parked" id="q-initiatives_supported_detail"' in section


def test_a_report_in_which_nothing_is_found_is_read_and_exported(report, reader):
    answer_everything(report)
    Answer.objects.filter(language="en").update(language="fr")
    write(report, "L’objectif 1.1.A est atteint.", key="lessons")

    html = page(reader)

    assert outline(html) == ["2 Nothing found"]
    assert 'class="btn btn-primary" href="/en/reports/FRA/2023/export/"' in html
    assert "What is looked at" in html


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_long_the_report_is(client_for, count, django_assert_num_queries):
    country = CountryFactory(france=True)
    report = ReportFactory(country=country, priorities=count, earlier_steps=count)
    for _number in range(count):
        step = add_next_step(report=report, by=None)
        AnswerFactory(report=report, occurrence=step, question="next_steps.step", value="La MIPROF")
    reader = client_for(UserFactory(focal_point_of=country))

    with django_assert_num_queries(14):  # …, report, whose turn, last year’s, their content (7), names of levels
        reader.get(CHECKS)


def test_whoever_may_see_the_report_may_see_it_and_nobody_else(report, client_for):
    assert client_for(UserFactory(secretariat=True)).get(CHECKS).status_code == 200
    assert client_for(UserFactory(focal_point_of=CountryFactory())).get(CHECKS).status_code == 404


def test_the_report_at_a_glance_leads_to_it(report, reader):
    assert f'<a href="{CHECKS}">Checks before sign-off</a>' in reader.get("/en/reports/FRA/2023/").content.decode()
