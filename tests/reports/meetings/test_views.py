"""The page of minutes: what is typed is never lost on it, and is proposed once."""

import json
import re

import pytest

from forum.models import Country
from forum.roles import Role
from reports.answers.next_steps import add_next_step
from reports.models import Proposal
from richtext.build import doc
from richtext.reading import to_text
from roadmaps.models import Item
from tests.factories.forum import UserFactory, WorkingGroupFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, text
from tests.reports.meetings.conftest import TEXT

pytestmark = pytest.mark.django_db
MINUTES = "/en/reports/FRA/2023/minutes/"
WRITE, PREVIEW, PROPOSE = (f"{MINUTES}{step}?write=fr" for step in ("", "preview/", "propose/"))


@pytest.fixture
def sent(unions):
    """sent(name=value, …): what the page of minutes sends."""

    def data(**more) -> dict:
        added = json.dumps(text("Ajouté."), ensure_ascii=False)
        head = {"meeting": "Plenary", "day": "2023-05-04", "group": unions.pk, "organisation": "", "page": "page"}
        return head | {"key_results--add": added} | more

    return data


def carried(html: str) -> dict[str, str]:
    """What the page of changes sends on."""
    found = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', html, re.DOTALL)
    return {name: value.replace("&quot;", '"') for name, value in found}


def test_minutes_are_looked_at_as_changes_and_become_proposals(client_for, answered, chair, unions, sent):
    client = client_for(chair)
    assert "What stands now" in client.get(WRITE).content.decode()
    html = client.post(PREVIEW, sent()).content.decode()
    assert "<ins>Ajouté.</ins>" in html
    assert "Plenary, 4 May 2023" in html
    assert not Proposal.objects.exists()

    done = client.post(PROPOSE, carried(html))

    assert (done.status_code, done["Location"]) == (302, f"{MINUTES}?done=page&write=fr")
    made = Proposal.objects.get()
    assert (made.author, made.group, to_text(made.value)) == (chair, unions, f"{to_text(TEXT)}\n\nAjouté.")
    page = client.get(done["Location"]).content.decode()
    assert "The minutes are proposals now" in page
    assert f'data-minutes-done="{chair.pk}:FRA/2023/minutes/fr:page"' in page


def test_sent_twice_it_is_there_once(client_for, answered, chair, sent):
    client = client_for(chair)
    for _time in range(2):
        assert client.post(PROPOSE, sent()).status_code == 302
    assert Proposal.objects.count() == 1


def test_from_the_changes_one_goes_back_to_writing_with_everything(client_for, answered, chair, sent):
    client = client_for(chair)
    html = client.post(PREVIEW, sent()).content.decode()
    again = client.post(WRITE, carried(html)).content.decode()
    assert re.findall(r'name="meeting" value="([^"]*)"', again) == ["Plenary"]
    assert "Ajouté." in again


def test_the_words_that_stand_can_be_changed_instead(client_for, answered, chair, sent):
    client = client_for(chair)
    opened = client.post(WRITE, sent(open="key_results"))
    assert opened.status_code == 200
    found = re.findall(
        r'<textarea name="key_results--change"[^>]*>\n(.*?)</textarea>', opened.content.decode(), re.DOTALL
    )
    assert [json.loads(one.replace("&quot;", '"')) for one in found] == [TEXT]

    changed = text("Le forum est né en mai.", "Il en a six.")
    words = {"key_results--base": json.dumps(TEXT), "key_results--change": json.dumps(changed), "key_results--add": ""}
    client.post(PROPOSE, sent(**words))
    assert Proposal.objects.get().value == changed


def test_without_script_plain_text_is_written_with_its_lists(client_for, answered, chair, sent):
    client = client_for(chair)
    opened = client.post(
        f"{WRITE}&plain=1", sent(open="key_results", **{"key_results--add": "Un mot.\n\n- Un\n- Deux"})
    )
    html = opened.content.decode()
    assert "Le forum est né en mai.\n\nIl a cinq groupes." in html
    sends = {"key_results--add": "Un mot.\r\n\r\n- Un\r\n- Deux"}
    sends |= {"key_results--change": "Le forum est né en mai.\r\n\r\nIl a cinq groupes."}
    sends |= {"key_results--base": json.dumps(TEXT)}
    client.post(f"{PROPOSE}&plain=1", sent(**sends))
    assert to_text(Proposal.objects.get().value) == f"{to_text(TEXT)}\n\nUn mot.\n\n- Un\n- Deux"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"meeting": ""}, "Name of the meeting: This field is required."),
        ({"day": "May"}, "Day: Enter a valid date."),
        ({"group": ""}, "For which group: Choose for whom the meeting spoke."),
        ({"key_results--add": ""}, "Nothing is written under any question yet."),
        ({"key_results--add": "{"}, "This text did not arrive whole."),
        ({"group": "forum"}, "Only the national focal point and the deputy enter minutes of the forum as a whole."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_goes(client_for, answered, chair, sent, wrong, said):
    answer = client_for(chair).post(PREVIEW, sent(**wrong))
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert sent(**wrong)["meeting"] in answer.content.decode()


def test_whoever_may_speak_for_several_says_for_whom(client_for, report, answered, chair):
    WorkingGroupFactory(country=report.country)
    chosen = re.compile(r'<option value="([^"]*)" selected')
    leading = UserFactory(focal_point_of=report.country)
    pages = [client_for(person).get(MINUTES).content.decode() for person in (leading, chair)]
    assert [chosen.findall(page)[0] for page in pages] == ["", str(chair.memberships.get().working_group_id)]


def test_a_group_that_is_not_theirs_cannot_be_chosen(client_for, report, answered, chair, sent):
    other = WorkingGroupFactory(country=report.country)
    assert client_for(chair).post(PROPOSE, sent(group=other.pk)).status_code == 422
    assert not Proposal.objects.exists()


def test_who_is_in_no_group_is_told_why(client_for, report):
    answer = client_for(UserFactory(holds=(Role.TRANSLATOR, report.country))).get(MINUTES)
    assert (answer.status_code, "you are in none" in answer.content.decode()) == (403, True)


def test_another_person_s_page_is_refused_with_its_words_on_it(client_for, answered, chair, writer, sent):
    answer = client_for(chair).post(PROPOSE, sent(writer=writer.pk))
    assert (answer.status_code, "Ajouté." in answer.content.decode()) == (403, True)


def test_the_page_of_what_was_made_leads_back_where_there_is_nothing(client_for, chair):
    assert client_for(chair).get(f"{MINUTES}?done=page")["Location"] == MINUTES


def test_an_empty_answer_is_added_to_as_well(client_for, report, chair, sent):
    client_for(chair).post(PROPOSE, sent())
    made = Proposal.objects.get()
    assert (made.base, made.value) == (doc(), text("Ajouté."))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(client_for, report, writer, unions, count, django_assert_num_queries):
    for _number in range(count - 1):
        WorkingGroupFactory(country=report.country)
    for _number in range(count):
        step = add_next_step(report=report, by=writer)
        AnswerFactory(report=report, occurrence=step, question="next_steps.goals", changed_by=writer)
    assert Country.objects.count() == 1
    client = client_for(writer)
    with django_assert_num_queries(15):
        client.get(MINUTES)


def opened(html: str) -> list[str]:
    """The questions that are unfolded."""
    return re.findall(r'<details class="fold minutes-question" id="q-([^"]*)"[^>]* open>', html)


def test_what_is_assigned_to_the_group_is_unfolded_and_the_strand_chosen(client_for, report, unions, chair):
    client = client_for(chair)
    overall = opened(client.get(WRITE).content.decode())
    assert ("key_results" in overall, "progress--1" in overall) == (True, False)
    occurrence = report.occurrences.get(item__code="1")
    strand = Item.objects.get(roadmap=report.roadmap, code="1.1")
    place = {"section": "progress", "question": "progress", "occurrence": occurrence, "item": strand}
    AssignmentFactory(report=report, user=None, group=unions, **place)
    html = client.get(WRITE).content.decode()
    assert opened(html) == ["progress--1", *overall]
    assert '<option value="1.1" selected>' in html


def test_another_group_s_questions_are_folded_and_known_to_the_page(client_for, report, unions, writer):
    other = WorkingGroupFactory(country=report.country)
    AssignmentFactory(report=report, section="evaluation", user=None, group=other)
    html = client_for(writer).get(f"{WRITE}&group={other.pk}").content.decode()
    assert ("key_results" in opened(html), "evidence_detail" in opened(html)) == (False, True)
    groups = dict(re.findall(r'data-question="([^"]*)" data-groups="([^"]*)"', html))
    assert (groups["key_results"], groups["evidence_detail"]) == (str(unions.pk), str(other.pk))


def test_what_is_sent_opens_only_what_has_words(client_for, report, chair, sent):
    html = client_for(chair).post(PREVIEW, sent(meeting="")).content.decode()
    assert opened(html) == ["key_results"]


def test_the_list_of_questions_leads_to_each(client_for, chair):
    html = client_for(chair).get(WRITE).content.decode()
    questions = re.findall(r'minutes-question" id="([^"]*)"', html)
    assert re.findall(r'<li><a href="#(q-[^"]*)"', html) == questions
    assert len(questions) > 5
