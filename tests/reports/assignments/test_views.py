"""The board: who writes which part, how far it is, and handing out parts without a script."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bilingual.text import Text
from forum.roles import Role
from reports.assignments import actions
from reports.assignments.board import Lateness, board
from reports.assignments.forms import GONE
from reports.content.loading import load
from reports.models import Assignment
from tests.factories.forum import MembershipFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, text

pytestmark = pytest.mark.django_db
BOARD = "/en/reports/FRA/2023/board/"


@pytest.fixture
def client(client_for, focal_point):
    return client_for(focal_point)


@pytest.fixture
def contributor(report):
    return UserFactory(holds=(Role.CONTRIBUTOR, report.country), name="Contributor")


def part(response, key):
    html = response.content.decode().split(f'id="part-{key}"')[1]
    html = re.sub(r"<details.*?</details>|<[^>]+>", " ", html.split("</section>")[0], flags=re.DOTALL)
    return re.sub(r"\s+", " ", html)


def hand_out(client, section="overall", **values):
    return client.post(BOARD, {"section": section, "place": section} | values)


@pytest.mark.parametrize(
    "days,words,tone",
    [
        (-3, "late since 7 July 2023", "problem"),
        (-1, "late since 9 July 2023", "problem"),
        (0, "due today", "attention"),
        (7, "due on 17 July 2023", "attention"),
        (8, "due on 18 July 2023", ""),
    ],
)
def test_lateness_is_told_in_words(days, words, tone):
    today = date(2023, 7, 10)
    assert Lateness.of(today + timedelta(days=days), today) == Lateness(words, tone)


def test_what_has_no_date_is_not_late():
    assert Lateness.of(None, date(2023, 7, 10)) is None


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("who,queries", [("focal point", 16), ("reader", 14)])
def test_the_board_takes_the_same_queries_however_many_write(
    client_for, report, focal_point, count, who, queries, django_assert_num_queries
):
    country = report.country
    for number in range(count):
        group = WorkingGroupFactory(country=country)
        AssignmentFactory(report=report, group=group, user=None)
        AssignmentFactory(report=report, section="progress")
        AnswerFactory(report=report, question=["key_results", "lessons", "difficulties"][number])
    reader = focal_point if who == "focal point" else UserFactory(holds=(Role.REVIEWER, country))
    client = client_for(reader)

    with django_assert_num_queries(queries):  # …, turn, content (7), assignments; to assign: groups, people
        client.get(BOARD)


def test_a_part_tells_who_writes_it_until_when_how_long_it_is_and_who_changed_it(client, report, contributor):
    group = WorkingGroupFactory(country=report.country, name=Text.of(en="Unions"))
    today = timezone.localdate()
    AssignmentFactory(report=report, group=group, user=None, due_on=today - timedelta(days=2), note="The whole")
    AssignmentFactory(report=report, user=contributor, question="key_results", done_at=timezone.now())
    AnswerFactory(report=report, value=text("un deux trois"), changed_by=contributor)

    found = part(client.get(BOARD), "overall")

    for words in (
        "Working group: Unions – the whole part late since",
        "The whole",
        "Contributor – 3. ",
        "Started",
        "1 of 5 questions answered",
        "Français: 3 words",
        "English: 0 words",
    ):
        assert words in found, (words, found)
    assert re.search(r"Last change: [\d:]+ , Contributor", found)
    assert "Nobody is asked to write this part yet" in part(client.get(BOARD), "national")
    assert "Nothing is written yet." in part(client.get(BOARD), "national")


def test_what_nobody_can_write_any_more_is_told(client, report):
    ended = MembershipFactory(country=report.country, role=Role.CONTRIBUTOR, ended=True).user
    AssignmentFactory(report=report, user=ended)
    AssignmentFactory(report=report, section="national", user=None, group=WorkingGroupFactory(country=report.country))
    AssignmentFactory(report=report, section="evaluation")
    response = client.get(BOARD)
    told = {key: "Nobody can write it" in part(response, key) for key in ("overall", "national", "evaluation")}
    assert told == {"overall": True, "national": True, "evaluation": False}


def test_open_ones_come_first_and_the_next_due_before_the_others(report):
    made = [AssignmentFactory(report=report, due_on=due) for due in (None, date(2023, 7, 2), date(2023, 7, 1))]
    done = AssignmentFactory(report=report, due_on=date(2023, 6, 1), done_at=timezone.now())
    AssignmentFactory(report=report, ended_at=timezone.now())

    row = next(row for row in board(load(report)) if row.section.key == "overall")

    assert [line.assignment for line in row.lines] == [made[2], made[1], made[0], done]


def test_a_part_is_handed_out_from_its_row(client, report, contributor):
    response = hand_out(client, to=f"person-{contributor.pk}", due_on="2023-07-01", note=" Soon ")

    assert (response.status_code, response.headers["Location"]) == (302, BOARD)
    made = Assignment.objects.get()
    assert (made.section, made.question, made.user, made.due_on, made.note) == (
        "overall",
        "",
        contributor,
        date(2023, 7, 1),
        "Soon",
    )


def test_a_strand_is_handed_out_to_a_group(client, report):
    group = WorkingGroupFactory(country=report.country)

    hand_out(client, "progress", place="progress/progress/1/1.1", to=f"group-{group.pk}")

    made = Assignment.objects.get()
    assert (made.question, made.occurrence.identity, made.item.code, made.group) == ("progress", "1", "1.1", group)


@pytest.mark.parametrize(
    "wrong,words",
    [
        ({"to": ""}, "This field is required."),
        ({"to": "person-0"}, "They cannot write in this report any more"),
        ({"place": "weather"}, "This is no longer in the report."),
        ({"remind_days": "5"}, "Select a valid choice"),
        ({"due_on": "soon"}, "Enter a valid date."),
        ({"note": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_wrong_is_told_in_the_row_with_what_was_typed(client, contributor, wrong, words):
    response = hand_out(client, **({"to": f"person-{contributor.pk}", "note": "Typed before"} | wrong))

    html = response.content.decode()
    assert (response.status_code, words in html, Assignment.objects.count()) == (422, True, 0)
    assert ("Typed before" in html or "xxx" in html) and html.count('<details class="fold" open>') == 1


def test_a_role_that_ends_while_the_form_is_open_is_told_and_nothing_is_lost(client, contributor):
    html = client.get(BOARD).content.decode()
    contributor.memberships.update(until=timezone.localdate() - timedelta(days=1))

    response = hand_out(client, to=f"person-{contributor.pk}", due_on="2023-07-01", remind_days=["14"], note="Typed")

    form = response.context["sent"]
    assert (f'value="person-{contributor.pk}"' in html, response.status_code, Assignment.objects.count()) == (
        True,
        422,
        0,
    )
    assert form.errors == {"to": [GONE["to"]]}
    assert [form[name].value() for name in ("place", "due_on", "remind_days", "note")] == [
        "overall",
        "2023-07-01",
        ["14"],
        "Typed",
    ]


@pytest.mark.parametrize("what,field", [(actions.CannotWrite("gone"), "to"), (actions.NoSuchPlace("gone"), "place")])
def test_what_goes_in_the_very_moment_is_told_too(client, contributor, monkeypatch, what, field):
    def assign_too_late(**values):
        contributor.memberships.update(until=timezone.localdate() - timedelta(days=1))
        raise what

    monkeypatch.setattr(actions, "assign", assign_too_late)

    response = hand_out(client, to=f"person-{contributor.pk}", note="Typed")

    form = response.context["sent"]
    assert (response.status_code, form.errors, form["note"].value()) == (422, {field: [GONE[field]]}, "Typed")
    assert ("Contributor" in str(form["to"])) == (field == "place")


def test_the_days_of_reminders_are_chosen_shown_and_changed(client, report, contributor):
    due = timezone.localdate() + timedelta(days=30)
    new = client.get(BOARD).context["rows"][0][1]
    hand_out(client, to=f"person-{contributor.pk}", due_on=str(due), remind_days=["14", "0"])
    made = Assignment.objects.get()
    first = (made.remind_days, "(reminders: 14 days before, on the day itself)" in part(client.get(BOARD), "overall"))
    page = client.get(page_of(made))

    client.post(page_of(made), {"due_on": str(due), "note": ""})
    made.refresh_from_db()

    assert [int(box.data["value"]) for box in new["remind_days"] if box.data["selected"]] == [7, 1]
    assert first == ([14, 0], True)
    assert "(reminders: 14 days before, on the day itself)" in page.content.decode()
    assert [int(box.data["value"]) for box in page.context["form"]["remind_days"] if box.data["selected"]] == [14, 0]
    assert (made.remind_days, "(no reminders)" in part(client.get(BOARD), "overall")) == ([], True)


def test_a_day_that_is_not_among_the_usual_ones_stays_to_be_chosen(client, report):
    made = AssignmentFactory(report=report, remind_days=[21, 1])

    shown = client.get(page_of(made)).context["form"]["remind_days"]
    client.post(page_of(made), {"due_on": "", "note": "", "remind_days": ["21"]})

    made.refresh_from_db()
    assert [box.choice_label for box in shown][:2] == ["21 days before", "14 days before"]
    assert made.remind_days == [21]


def test_what_is_assigned_already_is_told(client, report, contributor):
    AssignmentFactory(report=report, user=contributor)

    response = hand_out(client, to=f"person-{contributor.pk}")

    assert (response.status_code, Assignment.objects.count()) == (422, 1)
    assert "assigned to them already" in response.content.decode()


def test_a_row_that_there_is_not(client):
    assert hand_out(client, "weather").status_code == 400


def test_others_read_the_board(client_for, report, contributor):
    AssignmentFactory(report=report, user=contributor)
    client = client_for(contributor)

    response = client.get(BOARD)

    assert "Only the national focal point and the deputy hand out the work" in response.content.decode()
    assert "<form" not in response.content.decode().split("<main")[1].split("</main>")[0]
    assert hand_out(client, to=f"person-{contributor.pk}").status_code == 403


# --- one assignment


def page_of(assignment):
    return reverse("reports:assignment", args=["FRA", 2023, assignment.pk])


def test_it_is_changed_done_opened_again_and_taken_back_from_its_page(client, report, contributor):
    assignment = AssignmentFactory(report=report, user=contributor)
    address, steps = page_of(assignment), []
    for act in ("", "done/", "reopen/", "end/"):
        sent = {} if act else {"due_on": "2023-07-01", "note": "Soon"}
        assert client.post(address + act, sent).headers["Location"] == BOARD
        assignment.refresh_from_db()
        steps.append((str(assignment.due_on), bool(assignment.done_at), bool(assignment.ended_at)))
    assert steps == [
        ("2023-07-01", False, False),
        ("2023-07-01", True, False),
        ("2023-07-01", False, False),
        ("2023-07-01", False, True),
    ]
    assert client.get(address).status_code == 404


def test_its_writer_marks_it_as_done_and_comes_home(client_for, report, contributor):
    assignment = AssignmentFactory(report=report, user=contributor)
    client = client_for(contributor)

    page = client.get(page_of(assignment)).content.decode()
    response = client.post(page_of(assignment) + "done/")

    assert [act for act in ("done/", "reopen/", "end/", "due_on") if act in page] == ["done/"]
    assert response.headers["Location"] == "/en/"
    assert client.post(page_of(assignment) + "end/").status_code == 403


def test_a_date_that_is_none_is_told_on_its_page(client, report):
    assignment = AssignmentFactory(report=report)

    response = client.post(page_of(assignment), {"due_on": "soon", "note": "Typed"})

    assert (response.status_code, "Typed" in response.content.decode()) == (422, True)


def test_an_assignment_of_another_report_is_not_there(client, report):
    assert client.get(page_of(AssignmentFactory())).status_code == 404


@pytest.mark.parametrize("done", [False, True])
def test_the_page_of_an_assignment_takes_few_queries(client, report, done, django_assert_num_queries):
    assignment = AssignmentFactory(report=report, done_at=timezone.now() if done else None)

    with django_assert_num_queries(13):  # …, report, whose turn, assignment, content (7)
        client.get(page_of(assignment))
