"""What an editor knows of open proposals, and the page that has it."""

import json
import re
from html import unescape

import pytest

from forum.roles import Role
from reports.models import ProposalDecision
from reports.pages.page_state import mark
from reports.review.marks import marked
from reports.review.rebasing import RebasedSuggestion
from reports.review.suggestions import withdraw
from reports.stages import Stage
from richtext.build import doc, paragraph
from tests.factories.forum import OrganisationFactory, UserFactory, WorkingGroupFactory
from tests.factories.reports import entry_of, text
from tests.reports.review.suggestions.conftest import TEXT

pytestmark = pytest.mark.django_db
SECTION = "/en/reports/FRA/2023/sections/overall/?write=fr"
LIVE = "/en/reports/FRA/2023/live/overall/"
HERE = "/en/reports/FRA/2023/proposals/key_results/fr/"
DECIDE = HERE + "decide/"
SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def two(answered, proposed):
    return proposed("Le forum est né en juin.", "Il a six groupes.", note="Voir le décret.")


def in_page(html: str) -> dict | None:
    """What the page gives to the editor of the key results."""
    place = html.split('id="proposals-at-key_results"')[1].split("</div>")[0]
    found = re.search(r'data-marks="([^"]*)"', place)
    return json.loads(unescape(found[1])) if found else None


def of(proposal, on=TEXT):
    return marked([RebasedSuggestion(proposal, on)])


def test_each_change_comes_with_its_place_and_whose_it_is(report, reviewer, two):
    two.group = WorkingGroupFactory(country=report.country)
    two.organisation = OrganisationFactory(country=report.country)
    keys = [change.key for change in RebasedSuggestion(two, TEXT).changes]
    same = {"proposal": two.pk, "by": f"Reviewer ({two.group}, {two.organisation})", "short": str(two.organisation)}
    same |= {"note": "Voir le décret.", "inline": True, "form": False}
    places = [
        {"from": 20, "to": 23, "put": doc(paragraph("juin"))},
        {"from": 31, "to": 35, "put": doc(paragraph("six"))},
    ]
    changes = [
        {"name": f"change-{two.pk}-{key}", "key": key} | place | same for key, place in zip(keys, places, strict=True)
    ]
    assert of(two) == {"text": TEXT, "elsewhere": 0, "changes": changes}


def test_what_goes_is_said_without_anything_that_comes_and_blocks_as_blocks(answered, proposed):
    changes = of(proposed("Le forum est né en mai."))["changes"]
    assert [(one["from"], one["to"], one["put"], one["inline"]) for one in changes] == [(25, 45, None, False)]


def test_where_others_changed_the_same_words_it_cannot_be_drawn(two):
    shown = of(two, text("Le forum est né en mars.", "Il a cinq groupes."))
    assert ([one["put"] for one in shown["changes"]], shown["elsewhere"]) == ([doc(paragraph("six"))], 1)


def test_nothing_left_to_decide_is_nothing(two):
    assert (of(two, two.value), marked([])) == (None, None)


# --- on the page of a part


def test_the_writers_page_has_it_and_the_others_have_not(client_for, report, reviewer, writer, two):
    given = {user: in_page(client_for(user).get(SECTION).content.decode()) for user in (writer, reviewer)}
    assert given == {writer: of(two), reviewer: None}
    assert in_page(client_for(writer).get(SECTION + "&plain=1").content.decode()) is None


def test_ones_own_proposal_is_drawn_too(client_for, writer, answered, proposed):
    mine = proposed("Le forum est né en juin.", "Il a cinq groupes.", by=writer)
    assert in_page(client_for(writer).get(SECTION).content.decode()) == of(mine)


def test_a_report_that_is_no_draft_shows_none(client_for, report, writer, two):
    report.stage = Stage.FORUM_REVIEW
    report.save()
    html = client_for(writer).get(SECTION).content.decode()
    assert ("proposals-at-" in html, "juin" in html) == (False, False)


def standing(client) -> dict:
    return client.get(LIVE, {"write": "fr"}).json()["standing"]["proposals"]


def test_an_open_page_hears_of_one_made_changed_and_taken_back(
    client_for, report, reviewer, writer, answered, proposed
):
    client = client_for(writer)
    assert standing(client) == {}
    made = proposed("Le forum est né en juin.", "Il a cinq groupes.")
    marks = [standing(client)]
    assert marks == [{"key_results": mark([[made.pk, 1, made.changed_at.isoformat()]])}]
    proposed("Le forum est né en juin.", "Il a six groupes.", on=text("Le forum est né en juin.", "Il a cinq groupes."))
    marks.append(standing(client))
    assert (marks[0] != marks[1], client.get(LIVE, {"write": "en"}).json()["standing"]["proposals"]) == (True, {})
    withdraw(proposal=made, entry=entry_of(report, "key_results"), by=reviewer)
    assert standing(client) == {}


def test_who_may_not_read_them_hears_of_none(client_for, report, two):
    report.stage = Stage.FORUM_REVIEW
    report.save()
    observer = UserFactory(holds=(Role.OBSERVER, report.country))
    assert standing(client_for(observer)) == {}


def test_the_line_comes_anew_with_what_its_editor_draws(client_for, writer, two):
    client = client_for(writer)
    given = client.get(LIVE, {"write": "fr", "proposed": "key_results"}).json()
    assert given["proposals"] == standing(client)
    assert (in_page(given["html"]), given["html"].count("hx-swap-oob")) == (of(two), 1)
    assert client.get(LIVE, {"write": "fr", "proposed": "nothing"}).json()["html"] == ""


# --- deciding in place


def test_a_script_takes_a_change_over_and_hears_what_was_done(client_for, writer, two):
    client = client_for(writer)
    values = {"outcome": "kept", "proposal": two.pk, "key": of(two)["changes"][0]["key"]}
    sent = client.post(DECIDE, values, headers=SCRIPT)
    assert (sent.status_code, sent.json()) == (200, {"said": "1 change accepted."})
    again = client.post(DECIDE, values, headers=SCRIPT)
    words = "What you decided about is not there any more: somebody has decided or changed it. Look again."
    assert (again.status_code, again.json()) == (409, {"message": words})
    assert ProposalDecision.objects.count() == 1


def test_a_script_hears_why_it_may_not(client_for, report, reviewer, writer, two):
    values = {"outcome": "kept", "proposal": two.pk, "key": of(two)["changes"][0]["key"]}
    report.stage = Stage.FORUM_REVIEW
    report.save()
    sent = client_for(writer).post(DECIDE, values, headers=SCRIPT)
    words = "This report is no longer a draft; its answers cannot be changed."
    assert (sent.status_code, sent.json(), ProposalDecision.objects.count()) == (403, {"message": words}, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_the_line_takes_the_same_queries_however_many(
    client_for, report, writer, answered, proposed, count, django_assert_num_queries
):
    for number in range(count):
        proposed(
            f"Le forum est né en {number}.", "Il a cinq groupes.", by=UserFactory(holds=(Role.REVIEWER, report.country))
        )
    client = client_for(writer)
    client.get(SECTION)
    with django_assert_num_queries(13):
        client.get(LIVE, {"write": "fr", "proposed": "key_results"})
