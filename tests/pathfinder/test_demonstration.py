"""The data of the demonstration, and loading them."""

import csv
import re
import shutil
import tomllib
from collections import Counter
from functools import cache
from io import BytesIO

import pypdf
import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth import authenticate
from django.test import override_settings
from django.utils import translation

from bilingual.text import Text
from forum.demonstration import EMAILS, MADE_UP, PASSWORD, accounts, address_of
from forum.models import Country, Invitation, Membership, User, WorkingGroup
from forum.roles import ALLIANCE_ROLES, Role
from pathfinder.demonstration import loading
from pathfinder.demonstration.loading import load_demonstration
from pathfinder.demonstration.texts import Unreadable, read_answers
from publications.building import build_document
from publications.pdf import render_pdf
from reports.answers.next_steps import remove_next_step
from reports.answers.saving import save_answer
from reports.assignments.board import assigned_to
from reports.checks.running import blocking_problems
from reports.content.loading import load
from reports.content.places import Place
from reports.importing.reading import read_path
from reports.models import Answer, Channel, Proposal, Report
from reports.review.rebasing import RebasedSuggestion
from reports.signoff.endorsements import answer_review
from reports.signoff.forum_review import review_of
from reports.signoff.next_actor import turn_of
from reports.signoff.snapshots import fingerprint, freeze
from reports.signoff.workflow import apply_transition
from richtext.build import doc, paragraph
from richtext.reading import footnotes, headings, leaves, to_text, word_count
from richtext.references import codes
from richtext.schema import validate
from roadmaps.models import Item, Roadmap
from tests.factories.forum import CountryFactory
from tests.tree import ROOT

HERE = loading.HERE
PUBLISHED = ROOT / "tests" / "data" / "france-2023.docx"
NAMES = [
    "Mission interministérielle pour la protection des femmes contre les violences et la lutte contre la traite des "
    "êtres humains",
    *(title["fr"] for title in tomllib.loads((HERE / "france-2023.toml").read_text())["earlier_steps"]),
]
"""Long names, which are the same in every text."""


@cache
def texts(language):
    return read_answers(HERE / f"france-2023.{language}.md")


@cache
def roadmap_codes():
    with (HERE / "france-roadmap.csv").open(encoding="utf-8") as table:
        return {row["code"] for row in csv.DictReader(table)}


def strings(value):
    """Every string in what a TOML file holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)


def in_language(value, language):
    """The strings of one language in what a TOML file holds."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from strings(each) if key == language else in_language(each, language)
    elif isinstance(value, list):
        for each in value:
            yield from in_language(each, language)


def all_strings(language):
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(HERE.glob("*.toml"))]
    with (HERE / "france-roadmap.csv").open(encoding="utf-8") as table:
        titles = [row[f"title_{language}"] for row in csv.DictReader(table)]
    return [*(to_text(each) for each in texts(language).values()), *in_language(files, language), *titles]


# --- the texts


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_text_keeps_to_the_schema(language):
    for document in texts(language).values():
        validate(document)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_progress_text_is_long_enough_to_be_one_and_short_enough_to_be_read(language):
    counts = [word_count(texts(language)["progress", code]) for code in "123"]
    assert [250 <= count <= 450 for count in counts] == [True] * 3, counts


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_strand_has_its_heading_with_a_reference(language):
    found = [
        codes(doc(leaf))
        for code in "123"
        for leaf in leaves(texts(language)["progress", code])
        if leaf["type"] == "heading"
    ]
    assert found == [[strand] for strand in "1.1 1.2 1.3 1.4 2.1 2.2 2.3 2.4 3.1 3.2 3.3".split()]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_a_text_refers_to_is_in_the_roadmap(language):
    cited = {code for document in texts(language).values() for code in codes(document)}
    assert cited - roadmap_codes() == set()
    written = "\n".join(to_text(each) for each in texts(language).values())
    assert re.findall(r"\[[\d.]+(?:\.[A-Z])?\]", re.sub(r"\[\d\]", "", written)) == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_texts_show_what_a_text_can_hold(language):
    documents = list(texts(language).values())
    written = str(documents)
    kinds = {"bulletList", "orderedList", "table", "footnote", "superscript", "bold", "link"}
    assert {kind for kind in kinds if f"'{kind}'" in written} == kinds
    assert sum(len(footnotes(each)) for each in documents) == 5
    assert {heading.level for each in documents for heading in headings(each)} == {1}


def test_a_translation_says_the_same_things():
    french, english = texts("fr"), texts("en")
    assert set(english) < set(french)
    for place, document in english.items():
        assert codes(document) == codes(french[place]), place
        assert figures(document) == figures(french[place]), place


def figures(document):
    """The numbers of a text in order of size, however they are written."""
    text = re.sub(r"https?:\S+", "", to_text(document).replace("\u202f", "").replace("\xa0", " "))
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    return sorted(re.findall(r"\d+(?:[.,]\d+)?", re.sub(r"(?<=\d),(?=\d)", ".", text)))


def test_french_is_set_as_in_print():
    text = "\n".join(all_strings("fr"))
    wrong = re.findall(
        r".{0,15}(?:'|[^\u202f][;!?»]|«[^\u202f]|[^\xa0\d]:(?!//)|\d \d{3}\b|[^\xa0]%|\bE[tl]at|\bA \b).{0,15}", text
    )
    assert wrong == []


def test_english_has_its_own_quotation_marks():
    text = "\n".join(all_strings("en"))
    assert re.findall(r".{0,15}(?:['\"«»\u202f]| [;:!?%]).{0,15}", text) == []


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published report is not in tests/data")
def test_no_sentence_of_the_published_report_is_taken_over():
    published = runs(published_words())
    own = "\n\n".join(all_strings("fr"))
    for name in NAMES:
        own = own.replace(name, "")
    titles = {row.replace("’", "'") for row in (HERE / "france-roadmap.csv").read_text(encoding="utf-8").splitlines()}
    parts = [part for part in own.split("\n") if not any(part.replace("’", "'") in title for title in titles)]
    assert {run for part in parts for run in runs(words_in(part))} & published == set()


def published_words():
    return [word for _part, text in read_path(PUBLISHED).paragraphs for word in words_in(text)]


def words_in(text):
    return re.findall(r"\w+", text.lower())


def runs(words, length=12):
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


def test_an_answer_given_twice_is_refused(tmp_path):
    path = tmp_path / "answers.md"
    path.write_text("# lessons\n\nOne.\n\n# lessons\n\nTwo.\n")
    with pytest.raises(Unreadable, match="answers lessons twice"):
        read_answers(path)


def test_what_no_answer_can_hold_is_refused(tmp_path):
    path = tmp_path / "answers.md"
    path.write_text("# lessons\n\n![A picture](picture.png)\n")
    with pytest.raises(Unreadable, match="picture"):
        read_answers(path)


# --- loading them


def of_france():
    return Report.objects.select_related("country", "campaign", "roadmap").get(country__code="FRA")


def everything():
    """Every row of every table of ours."""
    ours = [
        model
        for model in apps.get_models()
        if model.__module__.split(".")[0] in {"forum", "journal", "reports", "roadmaps"}
    ]
    return {model._meta.label: sorted(model.objects.values_list(), key=lambda row: row[0]) for model in ours}


def test_a_country_that_is_there_already_is_left_as_it_is(db, settings):
    settings.DEMONSTRATION = True
    france = CountryFactory(france=True, languages=["en", "fr"])
    load_demonstration()
    france.refresh_from_db()
    assert (france.languages, france.pathfinder_since) == (["en", "fr"], None)
    assert set(of_france().answers.filter(is_original=True).values_list("language", flat=True)) == {"fr"}


@pytest.mark.long
def test_a_loading_that_breaks_off_leaves_nothing(db, settings, monkeypatch, tmp_path):
    settings.DEMONSTRATION = True
    copy = tmp_path / "demonstration"
    shutil.copytree(HERE, copy)
    with (copy / "france-2023.en.md").open("a", encoding="utf-8") as file:
        file.write("\n# no_such_question\n\nText.\n")
    before = everything()

    monkeypatch.setattr(loading, "HERE", copy)
    with pytest.raises(KeyError, match="no_such_question"):
        load_demonstration()
    assert everything() == before

    monkeypatch.setattr(loading, "HERE", HERE)
    assert load_demonstration() is True


@pytest.fixture(scope="module")
def loaded(module_db):
    with override_settings(DEMONSTRATION=True):
        assert load_demonstration() is True


@pytest.fixture
def demonstration(loaded, db, settings):
    settings.DEMONSTRATION = True


def test_six_countries_are_there_and_five_that_are_made_up_and_six_of_them_report(demonstration):
    assert list(Country.objects.order_by("code").values_list("code", "languages")) == [
        ("ALB", ["en"]),
        ("CIV", ["fr", "en"]),
        ("DEU", ["en"]),
        ("FRA", ["fr", "en"]),
        ("MAR", ["fr", "en"]),
        ("NLD", ["en"]),
        ("ZZB", ["es", "en"]),
        ("ZZC", ["fr"]),
        ("ZZD", ["ar", "fr"]),
        ("ZZE", ["de", "en"]),
        ("ZZZ", ["en", "fr"]),
    ]
    assert [country.code for country in Country.objects.exclude(pathfinder_since=None)] == ["FRA"]
    assert [roadmap.country.code for roadmap in Roadmap.objects.order_by("country__code")] == [
        "FRA",
        "ZZB",
        "ZZC",
        "ZZD",
        "ZZE",
        "ZZZ",
    ]
    assert [(str(report), report.stage) for report in Report.objects.order_by("country__code")] == [
        ("FRA 2023", "draft"),
        ("ZZB 2023", "draft"),
        ("ZZC 2023", "draft"),
        ("ZZD 2023", "draft"),
        ("ZZE 2023", "draft"),
        ("ZZZ 2023", "forum_review"),
    ]
    assert [str(group) for group in WorkingGroup.objects.filter(country__code="FRA").order_by("position")] == [
        "Public administrations",
        "Social partners",
        "NGOs and associations",
        "Business networks",
        "European and international organisations",
    ]

    # its roadmap
    items = Item.objects.filter(roadmap__country__code="FRA").order_by("position")
    levels = list(items.values_list("level__position", flat=True))
    assert [levels.count(level) for level in (1, 2, 3)] == [3, 11, 14]
    roadmap = Roadmap.objects.get(country__code="FRA")
    assert roadmap.levels.get(position=1).name == {"fr": "axe", "en": "priority"}


@pytest.mark.parametrize(
    ("code", "levels", "first", "answers"),
    [
        ("ZZB", {"Eje": 2, "Objetivo": 3, "Acción": 5}, "Eje I", {"es": 3}),
        ("ZZC", {"axe stratégique": 2, "objectif spécifique": 3, "action": 3, "activité": 3}, "AS1", {"fr": 3}),
        ("ZZD", {"أولوية": 2, "محور": 2, "هدف": 4}, "1", {"ar": 3}),
        ("ZZE", {"Handlungsfeld": 4, "Maßnahme": 126}, "Vorbeugen", {"de": 5}),
    ],
)
def test_roadmaps_of_other_shapes_have_reports_in_their_languages(demonstration, code, levels, first, answers):
    roadmap = Roadmap.objects.get(country__code=code)
    [language] = answers
    assert {level.name[language]: level.items.count() for level in roadmap.levels.all()} == levels
    with translation.override(language):
        assert str(roadmap.items.first()) == first
    written = Answer.objects.filter(slot__report__country__code=code).exclude(language="")
    assert Counter(written.values_list("language", flat=True)) == answers


@pytest.mark.long
def test_a_cover_in_two_languages_and_borrowed_words_is_one_page(demonstration):
    report = Report.objects.select_related("country", "campaign", "roadmap").get(country__code="ZZD")
    reader = pypdf.PdfReader(BytesIO(render_pdf(build_document(report, ("ar", "fr")))))
    assert "Table des matières" in reader.pages[1].extract_text()


def test_there_is_a_log_in_for_each_role(demonstration):
    people = {account["key"]: authenticate(username=account["email"], password=PASSWORD) for account in accounts()}
    assert list(people) == [*(role.value for role in Role), *MADE_UP]
    named = {
        key: (people[key].name, people[key].language) for key in ("focal_point", "secretariat", "second_signatory")
    }
    assert named == {
        "focal_point": ("Point focal national", "fr"),
        "secretariat": ("Alliance secretariat", "en"),
        "second_signatory": ("Signatory of the demonstration", "en"),
    }
    roles = Membership.objects.current().values_list("user__email", "role", "country__code", "working_group__position")
    assert set(roles) == {
        *((EMAILS[role], role, None if role in ALLIANCE_ROLES else "FRA", GROUPS.get(role)) for role in Role),
        ("second-focal-point@example.org", "focal_point", "ZZZ", None),
        ("second-signatory@example.org", "signatory", "ZZZ", None),
        ("second-group-chair@example.org", "group_chair", "ZZZ", 2),
        ("third-group-chair@example.org", "group_chair", "ZZZ", 3),
    }
    organisations = Membership.objects.exclude(organisation=None).values_list("user__email", "organisation__kind")
    assert set(organisations) == {
        ("second-group-chair@example.org", "workers"),
        ("third-group-chair@example.org", "civil_society"),
    }


GROUPS = {Role.GROUP_CHAIR: 3, Role.CONTRIBUTOR: 2}


def test_the_people_of_france_show_what_was_and_what_is_to_come(demonstration):
    ended = [one for one in Membership.objects.order_by("pk") if one.is_over]
    invited = Invitation.objects.open().order_by("pk")
    assert [(one.user.email, one.role) for one in ended] == [("contributor@example.org", "observer")]
    assert [(one.email, one.role, one.invited_by.email, one.has_expired) for one in invited] == [
        ("invited-reviewer@example.org", "reviewer", "focal-point@example.org", False),
        ("invited-contributor@example.org", "contributor", "focal-point@example.org", True),
    ]


def test_the_country_that_is_made_up_can_be_walked_to_the_publication(demonstration):
    report = Report.objects.select_related("country", "campaign", "roadmap").get(country__code="ZZZ")
    review = review_of(report)
    by = {key: User.objects.get(email=address_of(key)) for key in [*MADE_UP, "secretariat"]}
    assert [
        (line.answer.choice if line.answer else "", [str(one) for one in line.chairs]) for line in review.lines
    ] == [
        ("", []),
        ("observation", ["Chair of the social partners"]),
        ("", ["Présidence des associations"]),
    ]
    assert [holder.name for holder in turn_of(report).people] == ["Présidence des associations"]
    assert blocking_problems(report) == []

    answer_review(
        report=report,
        group=review.lines[2].group,
        choice="endorse",
        text=Text(),
        by=by["third_group_chair"],
        seen_hash=review.snapshot.sha256,
    )
    report = apply_transition(report=report, name="propose_sign_off", by=by["second_focal_point"])
    seen = fingerprint(freeze(report))
    report = apply_transition(report=report, name="sign", by=by["second_signatory"], method="totp", seen_hash=seen)
    assert apply_transition(report=report, name="publish", by=by["secretariat"]).stage == "published"


def test_every_text_of_the_country_that_is_made_up_is_known_for_what_it_is():
    about = tomllib.loads((HERE / "made-up-2023.toml").read_text(encoding="utf-8"))
    [observation] = [answer["text"] for answer in about["forum"]]
    texts = [to_text(text) for text in read_answers(HERE / "made-up-2023.en.md").values()]
    assert re.findall(r"\d{2}", " ".join(texts)) == []  # no figure, no year: nothing that could be a fact
    assert "belongs to the demonstration" in observation["en"]
    assert "fait partie de la démonstration" in observation["fr"]


def test_whoever_logs_in_to_write_finds_something_to_do(demonstration):
    waits = {
        account["key"]: [Place.of(one).code for one in assigned_to(person)]
        for account in accounts()
        if (person := authenticate(username=account["email"], password=PASSWORD))
    }
    assert {role: codes for role, codes in waits.items() if codes} == {
        Role.GROUP_CHAIR: ["progress/progress/1/1.1"],
        Role.CONTRIBUTOR: ["national"],
        Role.TRANSLATOR: ["overall"],
    }


def test_who_writes_the_report_of_france_finds_a_proposal_to_decide(demonstration):
    (proposal,) = Proposal.objects.open()
    standing = RebasedSuggestion(proposal, load(of_france()).entry(proposal.question).answers[proposal.language].value)
    changes = [(to_text(change.was), to_text(change.proposed)) for change in standing.changes]
    assert (proposal.author.email, changes) == (
        "reviewer@example.org",
        [("collectivement", "ensemble"), ("resserrés", "renforcés")],
    )


def test_the_signatories_alone_log_in_with_codes(demonstration):
    found = Authenticator.objects.order_by("pk").values_list("user__email", "type")
    assert list(found) == [("signatory@example.org", "totp"), ("second-signatory@example.org", "totp")]


def test_the_report_is_open_where_the_published_one_cannot_be_read_and_french_first(demonstration):
    content = load(of_france())
    assert [(entry.key, entry.occurrence and entry.occurrence.position) for entry in content.missing] == [
        ("other_successes", None),
        ("initiatives_supported", None),
        ("national_partners", None),
        ("collaboration_increased", None),
        ("mechanism_useful", None),
        ("roadmap_revision", None),
        ("next_steps.goals", 4),
        ("next_steps.evidence", 4),
        ("next_steps.areas", 4),
    ]
    assert (content.asked_count, content.answered_count) == (27, 18)
    assert [entry.key for entry in content.entries() if entry.is_parked] == []

    # some answers exist in French only
    answers = set(
        of_france().answers.exclude(language="").values_list("slot__question", "slot__occurrence", "language")
    )
    french = {(question, occurrence) for question, occurrence, language in answers if language == "fr"}
    english = {(question, occurrence) for question, occurrence, language in answers if language == "en"}
    assert english < french
    assert {question for question, _occurrence in french - english} == {
        "anything_else",
        "collaboration_increased_how",
        "evaluation_partners",
        "national_partners_detail",
        "next_steps.evidence",
        "next_steps.goals",
        "next_steps.step",
    }

    # all of them say where they come from
    origin = set(Answer.objects.values_list("channel", "changed_by", "revision"))
    assert origin == {(Channel.DEMONSTRATION, None, 1)}
    assert set(of_france().answers.filter(is_original=True).values_list("language", flat=True)) == {"fr"}

    # and next steps can come back next year under their titles
    steps = Country.objects.get(code="FRA").next_steps.order_by("promised_in", "position")
    assert [(step.promised_in, sorted(step.title)) for step in steps] == [
        (2022, ["en", "fr"]),
        *[(2023, ["en", "fr"])] * 7,
        *[(2023, ["fr"])] * 2,
    ]


@pytest.mark.long
def test_loading_again_changes_nothing_and_what_somebody_changed_stays(demonstration):
    report = of_france()
    content = load(report)
    focal_point = User.objects.get(email="focal-point@example.org")
    lessons = content.entry("lessons")
    mine = doc(paragraph("Ce que nous avons appris."))
    save_answer(report=report, entry=lessons, language="fr", value=mine, seen=1, by=focal_point)
    remove_next_step(occurrence=report.occurrences.filter(source="next_step").first(), by=focal_point)
    Country.objects.filter(code="NLD").update(languages=["en", "fr"])
    before = everything()

    assert load_demonstration() is False

    assert everything() == before
    assert of_france().answers.get(slot__question="lessons", language="fr").value == mine
