"""Files for an import between their upload and the moment in which they are imported: what changes meanwhile counts."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from files import line
from files.keeping import KEPT, tidy
from files.models import Upload
from forum.erasing import erase_person
from forum.models import Membership
from forum.roles import Role
from reports.importing import handing_in
from reports.importing.apply import apply_import
from reports.importing.undoing import undo_import
from reports.models import Answer, ReportImport
from reports.stages import Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory
from tests.factories.reports import ReportFactory, entry_of
from tests.reports.importing.test_apply import SMALL

pytestmark = pytest.mark.django_db
IMPORT = "/en/reports/FRA/2023/import/"


@pytest.fixture
def focal_point(france):
    return UserFactory(focal_point_of=france.country)


@pytest.fixture
def web(client_for, focal_point):
    return client_for(focal_point)


def upload(web, content=SMALL, language="fr") -> str:
    """Hand a file in; gives the address of the page on which one waits."""
    return web.post(IMPORT, {"file": SimpleUploadedFile("a.md", content.encode()), "language": language}).url


def end_roles(report, focal_point) -> None:
    Membership.objects.filter(user=focal_point).update(until=timezone.localdate(), ended_at=timezone.now())


def move_to_chile(report, focal_point) -> None:
    Membership.objects.filter(user=focal_point).update(country=CountryFactory(chile=True))


def sign(report, focal_point) -> None:
    report.stage = Stage.SIGN_OFF
    report.save()


def drop_french(report, focal_point) -> None:
    report.country.languages = ["en"]
    report.country.save()


CHANGES = {
    end_roles: "Only the national focal point and the deputy import a file into this report.",
    move_to_chile: "Only the national focal point and the deputy import a file into this report.",
    sign: "This report is no longer a draft; its answers cannot be changed.",
    drop_french: "FRA does not report in the language “fr”; its languages: en.",
}
changes = pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)


@changes
def test_what_changes_while_the_file_waits_counts(web, france, focal_point, run_tasks, change):
    address = upload(web)
    change(france, focal_point)
    run_tasks()
    assert (Upload.objects.get().refusal, ReportImport.objects.count()) == (CHANGES[change], 0)
    assert CHANGES[change] in web.get(address).content.decode()


@changes
def test_what_changes_while_the_file_is_read_counts(web, france, focal_point, run_tasks, monkeypatch, change):
    upload(web)
    make_plan = handing_in.make_plan

    def slowly(**given):
        plan = make_plan(**given)
        change(france, focal_point)
        return plan

    monkeypatch.setattr(handing_in, "make_plan", slowly)
    run_tasks()
    assert (Upload.objects.get().refusal, ReportImport.objects.count()) == (CHANGES[change], 0)


@pytest.mark.parametrize(
    ("change", "status"), [(end_roles, 404), (move_to_chile, 404), (sign, 403), (drop_french, 302)]
)
def test_what_changes_before_the_button_is_pressed_counts(web, france, focal_point, run_tasks, change, status):
    address = upload(web)
    run_tasks()
    preview = web.get(address).url
    change(france, focal_point)
    answer = web.post(preview)
    assert (answer.status_code, Answer.objects.count()) == (status, 0)
    if status == 302:
        assert answer.url == preview
        assert "FRA does not report in the language “fr”" in web.get(preview).content.decode()


def test_a_double_click_on_the_upload_reads_the_file_once(web, run_tasks):
    addresses = {upload(web), upload(web)}
    run_tasks()
    addresses.add(upload(web))
    assert (len(addresses), Upload.objects.count(), ReportImport.objects.count()) == (1, 1, 1)
    assert upload(web, language="en") not in addresses


def test_a_double_click_on_the_import_writes_once(web, france, run_tasks):
    address = upload(web)
    run_tasks()
    preview = web.get(address).url
    answers = [web.post(preview) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert len({answer.url for answer in answers}) == 1
    assert "The file has been imported" in web.get(answers[1].url).content.decode()
    assert entry_of(france, "key_results").answers["fr"].revision == 1
    assert web.get(web.get(address).url).url == answers[0].url


def test_what_was_imported_and_undone_can_be_handed_in_again(web, france, focal_point, run_tasks):
    first = upload(web)
    run_tasks()
    apply_import(kept=ReportImport.objects.get(), by=focal_point)
    undo_import(kept=ReportImport.objects.get(), by=focal_point)
    second = upload(web)
    run_tasks()
    assert second != first
    assert "Import into the report" in web.get(web.get(second).url).content.decode()
    assert upload(web) == second


def test_of_another_person_and_another_country_there_is_nothing_to_see(web, client_for, france, run_tasks):
    chile = ReportFactory(country=CountryFactory(chile=True), campaign=france.campaign)
    stranger = client_for(UserFactory(focal_point_of=chile.country))
    colleague = client_for(UserFactory(holds=(Role.DEPUTY, france.country)))
    address = upload(web)
    assert [one.get(address).status_code for one in (web, colleague, stranger)] == [200, 404, 404]
    run_tasks()
    preview = web.get(address).url
    other = preview.replace("FRA", "CHL")
    assert [one.get(preview).status_code for one in (web, colleague, stranger)] == [200, 200, 404]
    assert [one.get(other).status_code for one in (web, colleague, stranger)] == [404, 404, 404]
    assert upload(colleague) != address


def test_of_an_erased_person_neither_file_nor_name_waits(web, france, focal_point, run_tasks):
    MembershipFactory(country=france.country)
    upload(web)
    waiting = Upload.objects.get()
    erase_person(user=focal_point, by=None)
    run_tasks()
    assert (Upload.objects.count(), ReportImport.objects.count()) == (0, 0)
    assert not waiting.file.storage.exists(waiting.file.name)


def test_ones_own_files_are_listed_until_they_are_read(web, client_for, france, run_tasks):
    address = upload(web)
    broken = web.post(IMPORT, {"file": SimpleUploadedFile("b.docx", b"PK\x03\x04 broken"), "language": "fr"}).url
    html = web.get(IMPORT).content.decode()
    assert [f'<a href="{one}">' in html for one in (address, broken)] == [True, True]
    assert html.count(", waiting</span>") == 2
    colleague = client_for(UserFactory(holds=(Role.DEPUTY, france.country)))
    assert address not in colleague.get(IMPORT).content.decode()
    run_tasks()
    html = web.get(IMPORT).content.decode()
    assert [f'<a href="{one}">' in html for one in (address, broken)] == [False, True]
    assert html.count(", could not be read</span>") == 1


def test_a_roadmap_and_a_report_wait_side_by_side(web, france, run_tasks):
    table = SimpleUploadedFile("roadmap.csv", b"code,title_fr,title_en\n1,Un,One\n")
    roadmap = web.post("/en/roadmaps/FRA/import/", {"file": table}).url
    report = upload(web)
    html = web.get(IMPORT).content.decode()
    assert [one in html for one in (roadmap, report)] == [False, True]
    assert line.claim().purpose == "roadmaps.import"
    assert line.claim() is None  # of a person one at a time
    Upload.objects.update(state=Upload.State.WAITING, slot=None)
    run_tasks()
    assert [web.get(one).url.split("import/")[0] for one in (roadmap, report)] == [
        "/en/roadmaps/FRA/",
        "/en/reports/FRA/2023/",
    ]


def test_after_its_time_a_file_that_waits_is_gone_and_can_be_handed_in_again(web, run_tasks):

    address = upload(web)
    Upload.objects.update(sent_at=timezone.now() - 1.1 * KEPT)
    tidy(timezone.localdate())
    assert web.get(address).status_code == 404
    again = upload(web)
    run_tasks()
    assert web.get(again).status_code == 302


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_upload_page_with_files_that_wait(web, django_assert_num_queries, number):
    for each in range(number):
        upload(web, f"{SMALL}{each}")
    with django_assert_num_queries(7):
        web.get(IMPORT)
