"""Undoing an import in the browser."""

import pytest

from reports.importing.apply import apply_import
from reports.importing.undoing import undo_import
from reports.models import Report, ReportImport
from reports.stages import Stage
from tests.factories.forum import MembershipFactory
from tests.factories.reports import AnswerFactory, entry_of, text
from tests.reports.importing.test_apply import SMALL, kept
from tests.reports.importing.test_undoing import save
from tests.reports.importing.test_views import page_of

STALE = "The report has changed since you opened this page"


@pytest.fixture
def focal_point(france):
    return MembershipFactory(country=france.country).user


@pytest.fixture
def web(client_for, focal_point):
    return client_for(focal_point)


@pytest.fixture
def file(france, focal_point) -> ReportImport:
    file = kept(france, by=focal_point)
    apply_import(kept=file, by=focal_point)
    return file


def seen(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]


def test_what_gets_back_and_what_stays_is_shown_and_then_done(web, france, file, focal_point):
    save(france, "key_results", text("Un résultat, et un autre."), focal_point)
    undo = page_of(file, "import_undo")
    assert undo in web.get(page_of(file, "import_result")).content.decode()
    html = web.get(undo).content.decode()
    assert [
        words in html for words in ("What stays as it is", "Somebody has changed it since.", "1 answer is empty again")
    ] == [
        True,
        True,
        True,
    ]
    assert "former les inspecteurs." in html
    done = web.post(undo, {"seen": seen(html)})
    assert (done.status_code, done.url) == (302, page_of(file, "import_result"))
    result = web.get(done.url).content.decode()
    assert [
        words in result
        for words in ("The import has been undone", "What was not undone", "2 steps added by the import")
    ] == [
        True,
        True,
        True,
    ]
    assert (undo in result, web.get(undo).url) == (False, page_of(file, "import_result"))
    assert "imported, and undone on" in web.get("/en/reports/FRA/2023/import/").content.decode()


def test_what_changed_since_the_page_was_shown_is_looked_at_again(web, france, file, focal_point):
    undo = page_of(file, "import_undo")
    looked_at = seen(web.get(undo).content.decode())
    save(france, "key_results", text("Un résultat, et un autre."), focal_point)
    again = web.post(undo, {"seen": looked_at})
    html = again.content.decode()
    assert (again.status_code, STALE in html, "Somebody has changed it since." in html) == (409, True, True)
    file.refresh_from_db()
    assert file.undone_at is None
    assert web.post(undo, {"seen": seen(html)}).status_code == 302
    assert entry_of(france, "key_results").answers["fr"].value == text("Un résultat, et un autre.")


def test_the_second_of_two_clicks_says_that_it_was_undone(web, file, focal_point):
    undo_import(kept=ReportImport.objects.select_related("report__country").get(), by=focal_point)
    answer = web.post(page_of(file, "import_undo"), {"seen": "x"}, follow=True)
    assert "The import has been undone" in answer.content.decode()


def test_who_may_not_undo_reads_what_would_be_and_has_no_button(client_for, france, file):
    reader = client_for(MembershipFactory(role="contributor", country=france.country).user)
    html = reader.get(page_of(file, "import_undo")).content.decode()
    assert "Only the national focal point and the deputy can undo an import into this report." in html
    assert 'name="seen"' not in html
    assert reader.post(page_of(file, "import_undo")).status_code == 403
    assert page_of(file, "import_undo") not in reader.get(page_of(file, "import_result")).content.decode()


def test_a_report_that_is_no_draft_any_more_keeps_its_answers(web, france, file):
    Report.objects.filter(pk=france.pk).update(stage=Stage.SIGN_OFF)
    html = web.get(page_of(file, "import_undo")).content.decode()
    assert "This report is no longer a draft" in html
    assert web.post(page_of(file, "import_undo"), {"seen": seen(html)}).status_code == 403
    assert entry_of(france, "key_results").is_answered


def test_an_import_from_before_there_were_trails_is_not_offered(web, file):
    del file.outcome["trail"]
    file.save(update_fields=["outcome"])
    assert page_of(file, "import_undo") not in web.get(page_of(file, "import_result")).content.decode()
    assert web.get(page_of(file, "import_undo")).url == page_of(file, "import_result")


def test_an_import_that_changed_nothing_has_nothing_to_undo(web, france, file, focal_point):
    again = kept(france, by=focal_point)
    apply_import(kept=again, by=focal_point)
    assert page_of(again, "import_undo") not in web.get(page_of(again, "import_result")).content.decode()


STEPS = "\nProchaine étape : {}.\n"


@pytest.mark.parametrize("steps", [0, 3])
def test_the_page_asks_the_same_however_many_steps(web, france, focal_point, django_assert_num_queries, steps):
    AnswerFactory(report=france, question="lessons", value=text("Bonjour"))
    file = kept(france, SMALL + "".join(STEPS.format(f"étape {n}") for n in range(steps)), by=focal_point)
    apply_import(kept=file, by=focal_point)
    web.get(page_of(file, "import_undo"))
    with django_assert_num_queries(19):
        web.get(page_of(file, "import_undo"))
