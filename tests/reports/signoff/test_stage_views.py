"""The page that says where a report stands, and its buttons."""

import re

import pytest

from forum.models import Membership
from forum.roles import Role
from journal.models import Entry
from reports.models import Report, StageChange
from reports.stages import TRANSITIONS, Stage
from tests.factories.forum import CountryFactory, MembershipFactory, UserFactory
from tests.factories.reports import ReportFactory
from tests.reports.way import REASON, Way

pytestmark = pytest.mark.django_db
STAGE = "/en/reports/FRA/2023/stage/"


def act(name: str) -> str:
    return f"{STAGE}{name.replace('_', '-')}/"


@pytest.fixture
def way() -> Way:
    return Way()


def buttons(response) -> list[str]:
    return [
        name.replace("-", "_")
        for name in re.findall(r'action="/en/reports/FRA/2023/stage/([a-z-]+)/"', response.content.decode())
    ]


def turn(response) -> str:
    line = re.search(r'<p class="report-turn">(.*?)</p>', response.content.decode(), re.DOTALL)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", line)).strip()


def summary(response) -> list[str]:
    found = response.content.decode().split('id="error-summary"')
    return re.findall(r"<li>(?:<a[^>]*>)?(.*?)(?:</a>)?</li>", found[1].split("</ul>")[0]) if len(found) > 1 else []


# ---- whose turn it is


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("draft", "Your turn."),
        ("forum_review", "Waiting for: Chair 1 (working group chair), Chair 2 (working group chair)"),
        ("sign_off", "Waiting for: The signatory (signatory)"),
        ("submitted", "Waiting for: The secretariat editor (secretariat editor)"),
        ("published", "Accepted. No action needed."),
    ],
)  # fmt: skip
def test_it_names_those_who_must_act(way, client_for, stage, words):
    way.to(stage)
    assert turn(client_for(way.focal_point).get(STAGE)) == words


def test_with_the_forum_it_waits_for_those_who_have_not_answered(way, client_for):
    way.to(Stage.FORUM_REVIEW).answer(1)
    assert turn(client_for(way.focal_point).get(STAGE)) == "Waiting for: Chair 2 (working group chair)"
    way.answer(2)
    assert turn(client_for(way.focal_point).get(STAGE)) == "Your turn."


def test_a_role_that_nobody_holds_is_a_block_of_its_own(way, client_for):
    way.to(Stage.SIGN_OFF)
    Membership.objects.filter(role=Role.SIGNATORY).update(until="2020-12-31")
    response = client_for(way.focal_point).get(STAGE)
    assert turn(response) == "Waiting for: signatory. Nobody holds this role."
    assert "Nobody holds this role: signatory" in response.content.decode()


def test_the_overview_and_the_sections_say_it_too(way, client_for):
    way.to(Stage.SIGN_OFF)
    client = client_for(way.signatory)
    for address in ("/en/reports/FRA/2023/", "/en/reports/FRA/2023/sections/progress/"):
        response = client.get(address)
        assert turn(response) == "Your turn. Check and sign · Status and next action"
        assert f'href="{STAGE}"' in response.content.decode()


# ---- the buttons


@pytest.mark.parametrize("stage", Stage.values)
def test_each_reader_has_the_buttons_of_the_table_and_no_others(way, client_for, stage):
    way.to(stage)
    for role, person in way.people.items():
        if role == Role.OBSERVER and stage == Stage.DRAFT:
            continue
        expected = [
            name
            for name, one in TRANSITIONS.items()
            if role in one.roles and stage in one.from_ and name not in ("propose_without_forum", "sign")
        ]
        assert sorted(buttons(client_for(person).get(STAGE))) == sorted(expected), role


def test_the_signatory_is_led_to_the_page_of_the_signature(way, client_for):
    way.to(Stage.SIGN_OFF)
    assert 'href="/en/reports/FRA/2023/sign/"' in client_for(way.signatory).get(STAGE).content.decode()
    assert 'href="/en/reports/FRA/2023/sign/"' not in client_for(way.focal_point).get(STAGE).content.decode()


def test_a_country_without_groups_proposes_at_once(client_for):
    way = Way(groups=0)
    assert buttons(client_for(way.focal_point).get(STAGE)) == ["propose_without_forum"]


def test_whoever_can_do_nothing_is_told_so(way, client_for):
    html = client_for(way[Role.REVIEWER]).get(STAGE).content.decode()
    assert "There is nothing that you can do for the report at this stage." in html


def test_an_earlier_version_has_no_button_left(way, client_for):
    way.to(Stage.SUBMITTED).do("correct", comment=REASON)
    assert buttons(client_for(way.secretariat).get(STAGE)) == []


# ---- doing it


def test_a_button_does_what_it_says(way, client_for):
    response = client_for(way.focal_point).post(act("send_to_forum"), follow=True)
    assert response.redirect_chain == [(STAGE, 302)]
    assert "The report is with the forum." in response.content.decode()
    assert Report.objects.get().stage == Stage.FORUM_REVIEW


def test_without_a_reason_the_page_asks_for_it(way, client_for):
    way.to(Stage.FORUM_REVIEW)
    response = client_for(way.focal_point).post(act("ask_changes"), {"comment": " "})
    assert (response.status_code, summary(response)) == (422, ["Write the reason."])
    html = response.content.decode()
    assert 'href="#reason-ask_changes"' in html
    assert re.search(r'<details class="fold" open>\s*<summary>Reopen for changes', html)
    assert Report.objects.get().stage == Stage.FORUM_REVIEW


def test_a_silent_group_asks_for_a_reason(way, client_for):
    way.to(Stage.FORUM_REVIEW).answer(1)
    client = client_for(way.focal_point)
    assert "Group 2 has not answered." in client.get(STAGE).content.decode()
    response = client.post(act("propose_sign_off"))
    assert (response.status_code, summary(response)) == (422, ["Write the reason."])
    assert client.post(act("propose_sign_off"), {"comment": "Asked twice."}).status_code == 302
    html = client.get(STAGE).content.decode()
    assert ("No answer." in html, "Asked twice." in html) == (True, True)


def test_what_blocks_leads_to_its_place(client_for):
    way = Way(complete=False).to(Stage.FORUM_REVIEW)
    client = client_for(way.focal_point)
    assert "propose_sign_off" not in buttons(client.get(STAGE))
    response = client.post(act("propose_sign_off"), {"comment": REASON})
    assert response.status_code == 422
    assert 'href="/en/reports/FRA/2023/sections/progress/#q-progress--1"' in response.content.decode()


def test_a_second_click_is_told_that_it_was_done(way, client_for):
    client = client_for(way.focal_point)
    client.post(act("send_to_forum"))
    response = client.post(act("send_to_forum"))
    assert response.status_code == 409
    assert "Somebody else was faster" in response.content.decode()
    assert (StageChange.objects.count(), Entry.objects.filter(action="report.send_to_forum").count()) == (1, 1)


def test_a_signature_is_given_on_its_own_page_alone(way, client_for):
    way.to(Stage.SIGN_OFF)
    client = client_for(way.signatory)
    assert [client.post(address, {"method": "totp"}).status_code for address in (STAGE, act("sign"))] == [405, 404]
    assert Report.objects.get().stage == Stage.SIGN_OFF


def test_somebody_else_s_button_is_refused_with_the_reason(way, client_for):
    response = client_for(way[Role.CONTRIBUTOR]).post(act("send_to_forum"))
    assert response.status_code == 403
    assert "This is only for: national focal point, deputy focal point." in response.content.decode()


# ---- reading


def test_the_history_tells_who_did_what_and_why(way, client_for):
    way.to(Stage.SIGN_OFF).do("refuse_to_sign", by=way.signatory, comment="Two <figures> differ.")
    html = client_for(way[Role.CONTRIBUTOR]).get(STAGE).content.decode()
    history = html.split('id="history-title"')[1]
    assert re.findall(r"<li>(.*?) <span", history)[:3] == [
        "Return without signing",
        "Propose for signature",
        "Send to the forum",
    ]
    assert "The signatory ·" in history
    assert '<p class="kept-text">Two &lt;figures&gt; differ.</p>' in history


def test_an_observer_reads_from_the_review_on(way, client_for):
    client = client_for(way[Role.OBSERVER])
    response = client.get(STAGE)
    assert response.status_code == 403
    assert "Observers read the report from the forum’s review on" in response.content.decode()
    way.to(Stage.FORUM_REVIEW)
    assert client.get(STAGE).status_code == 200


def test_an_observer_is_not_led_to_a_draft(way, client_for):
    client = client_for(way[Role.OBSERVER])
    for address in ("/en/", "/en/reports/"):
        assert "/en/reports/FRA/2023/" not in client.get(address).content.decode()
    way.to(Stage.FORUM_REVIEW)
    for address in ("/en/", "/en/reports/"):
        assert "/en/reports/FRA/2023/" in client.get(address).content.decode()


def test_an_observer_goes_on_reading_what_is_published_while_it_is_corrected(way, client_for):
    way.to(Stage.PUBLISHED).do("correct", comment=REASON)
    response = client_for(way[Role.OBSERVER]).get(STAGE)
    assert (response.status_code, response.context["report"].version) == (200, 1)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("stage", ["draft", "forum_review"])
def test_the_page_takes_the_same_queries_however_many_groups(client_for, count, stage, django_assert_num_queries):
    way = Way(groups=count, priorities=count)
    way.to(stage)
    if stage == Stage.FORUM_REVIEW:
        for number in range(1, count + 1):
            way.answer(number, "abstain")
        for _each in range(count):
            way.do("ask_changes", comment=REASON)
            way.do("send_to_forum", comment=REASON)
    client = client_for(way.focal_point)
    with django_assert_num_queries(23 if stage == "draft" else 20):
        client.get(STAGE)


@pytest.mark.parametrize("count", [1, 3])
def test_the_home_page_takes_the_same_queries_with_reports_at_every_stage(client_for, count, django_assert_num_queries):
    person = UserFactory()
    for number in range(count):
        report = ReportFactory(country=CountryFactory())
        MembershipFactory(user=person, country=report.country)
        Report.objects.filter(pk=report.pk).update(stage=Stage.values[number % 3])
    Report.objects.update(stage=Stage.FORUM_REVIEW)
    client = client_for(person)
    with django_assert_num_queries(
        18
    ):  # what is assigned, the content, frozen and not, the people, the chairs, questions
        client.get("/en/")
