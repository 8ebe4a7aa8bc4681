"""The page of the signature, and whether what was signed still says the same."""

import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from bilingual.text import Text
from forum import second_factor
from forum.models import Country
from publications.building import build_document
from reports.answers.next_steps import add_next_step, move_next_step, remove_next_step
from reports.answers.saving import save_answer
from reports.content.loading import load_rows
from reports.models import Report, Signature, Snapshot
from reports.signoff import signing_views
from reports.signoff.fingerprints import fingerprint
from reports.signoff.snapshots import freeze, verify
from reports.stages import Stage
from roadmaps.models import EvidenceType, Item
from tests.factories.reports import entry_of, text
from tests.reports.way import REASON, Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
SIGN = "/en/reports/FRA/2023/sign/"


@pytest.fixture
def way() -> Way:
    return Way().to(Stage.SIGN_OFF)


@pytest.fixture
def shown(monkeypatch):
    """The second factor was shown a moment ago; how that is found out is tested where it is kept."""
    monkeypatch.setattr(signing_views, "confirmed_recently", lambda request: "webauthn")


def mark(response) -> str:
    return re.search(r'name="sha256" value="(\w+)"', response.content.decode())[1]


def test_the_page_says_what_is_signed(way, client_for, shown):
    response = client_for(way.signatory).get(SIGN)
    html = re.sub(r"\s+", " ", response.content.decode())
    assert mark(response) == fingerprint(freeze(way.report))
    assert "10 of 21 questions answered" in html
    assert "Français: 23, English: 0" in html
    assert "Nothing blocks the signature" in html
    assert re.findall(r"<strong>(Endorses)</strong>", html) == ["Endorses", "Endorses"]


def test_a_signature_is_given_with_the_statement_and_the_second_factor(way, client_for, shown):
    client = client_for(way.signatory)
    sent = {"sha256": mark(client.get(SIGN))}
    response = client.post(SIGN, sent)
    assert (response.status_code, Signature.objects.count()) == (422, 0)
    assert 'href="#statement"' in response.content.decode()
    response = client.post(SIGN, sent | {"statement": "1"}, follow=True)
    assert response.redirect_chain == [("/en/reports/FRA/2023/stage/", 302)]
    signature = Signature.objects.get()
    assert (signature.name, signature.method, signature.snapshot.sha256) == (
        "The signatory",
        "webauthn",
        sent["sha256"],
    )
    assert Report.objects.get().stage == Stage.SUBMITTED


def test_without_a_second_factor_it_is_asked_for_first(way, client_for, monkeypatch):
    asked = []

    def ask(request, next):
        asked.append(next)
        return signing_views.redirect("home")

    monkeypatch.setattr(signing_views, "confirmed_recently", lambda request: None)
    monkeypatch.setattr(signing_views, "ask", ask)
    client = client_for(way.signatory)
    html = client.get(SIGN).content.decode()
    assert ("Confirm my identity" in html, 'name="statement"' in html) == (True, False)
    response = client.post(SIGN, {"statement": "1", "sha256": fingerprint(freeze(way.report))})
    assert (response.status_code, asked, Signature.objects.count()) == (302, [SIGN], 0)
    assert signing_views.ask is not second_factor.ask


def test_what_changed_meanwhile_is_looked_at_again(way, client_for, shown):
    client = client_for(way.signatory)
    sent = {"sha256": mark(client.get(SIGN)), "statement": "1"}
    way.signatory.name = "Another name"
    way.signatory.save()
    response = client.post(SIGN, sent)
    assert (response.status_code, Signature.objects.count()) == (409, 0)
    assert "have changed since you opened this page" in response.content.decode()


def test_a_second_click_signs_nothing(way, client_for, shown):
    client = client_for(way.signatory)
    sent = {"sha256": mark(client.get(SIGN)), "statement": "1"}
    client.post(SIGN, sent)
    assert client.post(SIGN, sent).status_code == 403  # it is no longer there to be signed
    assert Signature.objects.count() == 1


def test_what_blocks_is_shown_and_nothing_is_signed(way, client_for, shown):
    way.take_out("key_results")
    client = client_for(way.signatory)
    response = client.get(SIGN)
    assert "1 problem blocks the signature" in response.content.decode()
    response = client.post(SIGN, {"sha256": mark(response), "statement": "1"})
    assert (response.status_code, Signature.objects.count()) == (422, 0)


def test_nobody_else_signs(way, client_for, shown):
    for person in (way.focal_point, way.secretariat, way.chairs[0]):
        response = client_for(person).get(SIGN)
        assert response.status_code == 403
        assert "This is only for: signatory." in response.content.decode()


# ---- the frozen text


def test_the_same_report_has_the_same_mark_and_another_word_another_one(way):
    before = fingerprint(freeze(way.report))
    assert fingerprint(freeze(way.report)) == before
    way.report.answers.filter(slot__question="key_results").update(value=text("Autre"))
    assert fingerprint(freeze(way.report)) == before  # it is not read from there any more
    assert fingerprint(freeze(way.report, *load_rows([way.report]))) != before


def fingerprints_on(html: str) -> set[str]:
    return set(re.findall(r"\b[0-9a-f]{16}\b", html))


def test_forum_and_signatory_compare_the_same_fingerprint_and_the_signed_file_prints_it(client_for, shown):
    way = Way().to(Stage.FORUM_REVIEW)
    seen = Snapshot.objects.get().text_sha256[:16]
    on_pages = [fingerprints_on(client_for(way.chairs[0]).get("/en/reports/FRA/2023/review/").content.decode())]
    for number in (1, 2):
        way.answer(number, "observation", Text.of(fr="Une observation"))
    way.do("propose_sign_off")
    on_pages.append(fingerprints_on(client_for(way.signatory).get(SIGN).content.decode()))
    way.sign()
    on_pages.append({build_document(way.report, ("fr",)).signed.text_sha256[:16]})
    assert on_pages == [{seen}, {seen}, {seen}]
    assert len(set(Snapshot.objects.values_list("sha256", flat=True))) == 2  # with what the groups said of it


def test_the_frozen_text_is_whole(way):
    content = Snapshot.objects.get(occasion="review").content
    names = "format country year version edition wording_revision roadmap levels items lists occurrences answers rows"
    assert sorted(content) == sorted([*names.split(), "keys", "people", "groups", "forum", "salts"])
    assert content["edition"]["key"] == "2023"
    assert {(answer["key"], answer["language"], answer["original"]) for answer in content["answers"]} >= {
        ("key_results", "fr", True),
        ("next_steps.step", "fr", True),
        ("mechanism_useful", "", False),
    }
    assert [item["code"] for item in content["items"]] == ["1", "1.1", "1.1.A"]
    assert [group["name"]["en"] for group in content["groups"]] == ["Group 1", "Group 2"]
    assert {"name": "Chair 1", "role": "group_chair", "group": way.groups[0].pk, "organisation": None} in content[
        "people"
    ]
    assert "@" not in json.dumps(content)
    assert content["forum"] == []


def test_what_the_groups_answered_is_signed_with_the_text(way):
    way.sign()
    forum = Snapshot.objects.get(occasion="submission").content["forum"]
    assert [(said["group"]["en"], said["answer"], said["by"]) for said in forum] == [
        ("Group 1", "endorse", "Chair 1"),
        ("Group 2", "endorse", "Chair 2"),
    ]
    assert {said["to"] for said in forum} == {Snapshot.objects.get(occasion="review").sha256}


def test_a_word_changed_behind_everybody_s_back_is_found_out(way):
    way.sign()
    snapshot = Snapshot.objects.get(occasion="submission")
    assert (verify(snapshot, way.report).is_intact, verify(snapshot, way.report).tables_agree) == (True, True)
    way.report.answers.filter(slot__question="key_results").update(value=text("Autre"))
    assert (verify(snapshot, way.report).is_intact, verify(snapshot, way.report).tables_agree) == (True, False)
    snapshot.content["year"] = 2022
    assert not verify(snapshot, way.report).is_intact


def test_a_correction_changes_nothing_of_what_was_signed(way):
    first = way.sign()
    way.do("publish", by=way.secretariat)
    way.do("correct", comment=REASON)
    step = entry_of(way.report, "next_steps").steps[0].entry("step")
    save_answer(report=way.report, entry=step, language="fr", value="Autre plan", seen=1, by=way.focal_point)
    move_next_step(occurrence=add_next_step(report=way.report, by=way.focal_point), up=True, by=way.focal_point)
    remove_next_step(occurrence=step.occurrence, by=way.focal_point)
    assert bool(verify(Snapshot.objects.get(occasion="submission"), Report.objects.get(pk=first.pk)))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("verify_report", "--country", "FRA", "--year", "2023", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_says_whether_the_signed_text_still_stands(way):
    with pytest.raises(CommandError, match="has not been signed"):
        run()
    way.sign()
    signed = Snapshot.objects.get(occasion="submission")
    hashes = f"text {signed.text_sha256}, responses {signed.responses_sha256}, whole {signed.sha256}"
    assert run() == (
        f"FRA 2023, version 1: signed by The signatory; {hashes}; the frozen text is what was signed.\n"
        "FRA 2023, version 1: the answers in the tables agree with it.\n"
    )
    way.report.answers.filter(slot__question="key_results").update(value=text("Autre"))
    with pytest.raises(CommandError, match="the answers in the tables are not those of the frozen text"):
        run()
    signed.content["answers"][0]["value"] = text("Autre")
    signed.save()
    with pytest.raises(CommandError, match="the frozen text that was signed has been changed"):
        run()


def test_a_country_a_list_and_a_roadmap_that_are_called_otherwise_are_no_other_text(way):
    way.sign()
    Country.objects.update(name=Text.of(en="Elsewhere"))
    EvidenceType.objects.update(is_active=False, name=Text.of(en="Other"))
    Item.objects.update(title=Text.of(en="Other"))
    assert bool(verify(Snapshot.objects.get(occasion="submission"), Report.objects.get()))


def test_the_command_takes_an_earlier_version(way):
    way.sign()
    way.do("publish", by=way.secretariat)
    way.do("correct", comment=REASON)
    assert run("--version-number", "1").startswith("FRA 2023, version 1: signed by")
    with pytest.raises(CommandError, match="version 2 has not been signed"):
        run()
    with pytest.raises(CommandError, match="There is no such report"):
        run("--version-number", "7")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_long_the_report(client_for, shown, count, django_assert_num_queries):
    way = Way(groups=count, priorities=count).to(Stage.SIGN_OFF)
    client = client_for(way.signatory)
    # The content three times, to be shown, checked and frozen; the forum's review, for the letters that are printed.
    with django_assert_num_queries(24):
        client.get(SIGN)
