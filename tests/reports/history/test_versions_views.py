"""The versions of a report: read whole, exported, and compared word by word."""

import re

import pytest

from reports.answers.next_steps import add_next_step
from reports.models import Report
from reports.stages import Stage
from tests.factories.reports import AnswerFactory, text
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db
FIRST = "/en/reports/FRA/2023/versions/1/"
DIFFERENCES = "/en/reports/FRA/2023/differences/"


@pytest.fixture
def way() -> Way:
    """A published report whose correction says something else."""
    way = Way().to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    way.report.answers.filter(slot__question="key_results").update(
        value=text("Le plan national est appliqué autrement.")
    )
    way.report.answers.filter(slot__question="mechanism_useful").update(value="yes")
    AnswerFactory(report=way.report, question="lessons", value=text("Une leçon."))
    return way


def headings(html: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)]


def test_the_signed_version_stays_readable_beside_its_correction(way, client_for):
    html = client_for(way.focal_point).get(FIRST).content.decode()
    assert ("<p>Le plan national est appliqué.</p>" in html, "autrement" in html) == (True, False)
    assert "The signatory, signatory" in html
    assert "The forum’s answers" in headings(html)
    assert re.findall(r'href="(/en/reports/FRA/2023/versions/\d/)"', html) == [
        "/en/reports/FRA/2023/versions/2/",
        "/en/reports/FRA/2023/versions/1/",
    ]
    assert "<textarea" not in html
    assert '<input type="submit"' not in html


def test_a_version_that_is_not_there_is_not_found(way, client_for):
    client = client_for(way.focal_point)
    assert client.get(FIRST.replace("1/", "9/")).status_code == 404
    assert client.post(FIRST).status_code == 405


def test_an_observer_reads_the_published_version_and_not_the_draft(way, client_for):
    client = client_for(way.people["observer"])
    assert client.get(FIRST).status_code == 200
    assert client.get(FIRST.replace("1/", "2/")).status_code == 403
    assert client.get(DIFFERENCES).status_code == 404
    for address in (FIRST, "/en/reports/FRA/2023/stage/"):
        assert "versions/2/" not in client.get(address).content.decode()


def test_what_the_correction_changes_is_shown_word_by_word(way, client_for):
    html = client_for(way.focal_point).get(DIFFERENCES).content.decode()
    assert "From version 1 to version 2" in html
    assert "appliqué<ins> autrement</ins>." in html
    changed = html.split('<section class="version"')[1:]
    assert len(changed) == 3
    assert [("No answer" in one, "<ins>" in one) for one in changed] == [(False, True), (True, False), (False, False)]
    assert re.search(r"<dd><p>No</p></dd>.*<dd><p>Yes</p></dd>", changed[2], re.DOTALL)


def test_a_step_that_came_or_went_is_told(way, client_for):
    step = add_next_step(report=way.report, by=None)
    AnswerFactory(report=way.report, occurrence=step, question="next_steps.step", value="Une étape")
    html = client_for(way.focal_point).get(DIFFERENCES).content.decode()
    assert "Next step 2:" in html
    assert "Une étape" in html


def test_equal_versions_say_so(client_for):
    way = Way().to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    html = client_for(way.focal_point).get(DIFFERENCES).content.decode()
    assert "The two versions say the same, word for word." in html


@pytest.mark.parametrize("query", ["from=2&to=1", "from=1&to=1", "from=x", "to=99999999999", "from=0&to=1", "to=9"])
def test_versions_that_do_not_exist_are_not_compared(way, client_for, query):
    assert client_for(way.focal_point).get(f"{DIFFERENCES}?{query}").status_code == 404


def test_the_list_of_reports_names_a_report_once(way, client_for):
    html = client_for(way.focal_point).get("/en/reports/").content.decode()
    assert html.count('href="/en/reports/FRA/2023/"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_a_version_takes_the_same_queries_however_many_there_are(client_for, count, django_assert_num_queries):
    way = Way(groups=count, priorities=count)
    for number in range(count):
        way.to(Stage.PUBLISHED)
        if number < count - 1:
            way.do("correct", comment=REASON)
    client = client_for(way.focal_point)
    with django_assert_num_queries(12):
        client.get(FIRST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_differences_take_the_same_queries_however_long(client_for, count, django_assert_num_queries):
    way = Way(groups=count, priorities=count).to(Stage.PUBLISHED)
    way.do("correct", comment=REASON)
    Report.objects.get(version=2).answers.update(is_blank=True)
    client = client_for(way.focal_point)
    with django_assert_num_queries(14):
        client.get(DIFFERENCES)
