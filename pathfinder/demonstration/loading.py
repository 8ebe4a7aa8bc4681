"""Loading the demonstration: once, all of it or nothing, and only where there is nothing yet."""

import json
import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from bilingual.text import Text
from forum.countries import keep_country
from forum.demonstration import EMAILS, address_of
from forum.models import Country, User, WorkingGroup
from journal.models import Entry as JournalEntry
from journal.record import record
from pathfinder.demonstration.people import add_people, invite_people
from pathfinder.demonstration.texts import read_answers
from reports.answers.next_steps import add_next_step
from reports.answers.opening import open_campaign
from reports.answers.saving import save_answer
from reports.assignments.actions import assign, assignees
from reports.content.entries import QuestionEntry
from reports.content.loading import load
from reports.content.places import places_in
from reports.models import Channel, Report
from reports.review.comments import open_thread, reply
from reports.review.suggestions import propose
from reports.rights.permissions import can
from reports.signoff.endorsements import answer_review
from reports.signoff.forum_review import review_of
from reports.signoff.workflow import apply_transition
from roadmaps.adoption import import_roadmap
from roadmaps.choosing import choices_of
from roadmaps.importing import read_roadmap
from roadmaps.models import NextStep

HERE = Path(__file__).parent
YEAR = 2023
COUNTRIES = {
    "FRA": "france",
    "ZZZ": "made-up",
    "ZZB": "matrix",
    "ZZC": "levels",
    "ZZD": "two-scripts",
    "ZZE": "measures",
}
"""Those that report, with the beginning of the names of their files."""
LOADED = "demonstration.loaded"
"""The line of the journal that says that it was done: whatever people change or remove afterwards stays so."""


@transaction.atomic
def load_demonstration() -> bool:
    """Load the countries, the people, France's roadmap and report of 2023, and those of countries that are made up.

    Gives whether it was done now. To be called in demonstration mode; elsewhere there are no log-ins to be made.
    """
    if JournalEntry.objects.filter(action=LOADED).exists():
        return False
    for code, about in toml("countries").items():
        if not Country.objects.filter(code=code).exists():
            add(code, about)
    people = toml("people")
    add_people(people)
    invite_people(people)
    for code, name in COUNTRIES.items():
        prepare_roadmap(Country.objects.get(code=code), name)
    open_campaign(year=YEAR)
    for code, name in COUNTRIES.items():
        write(Country.objects.get(code=code), name)
    france = Country.objects.get(code="FRA")
    record(LOADED, by=None, target=france.reports.get(campaign__year=YEAR, version=1), country=france.code)
    return True


def write(country: Country, name: str) -> None:
    """The report of a country, and how far it has gone on its way. One in which somebody has written stays as it is."""
    report = country.reports.select_related("country", "campaign", "roadmap").get(campaign__year=YEAR, version=1)
    if not report.answers.exists():
        about = toml(f"{name}-{YEAR}")
        fill_in(report, name, about)
        hand_out(report, about)
        propose_words(report, about)
        ask_the_forum(report, about)
        discuss(report, about)


def toml(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def add(code: str, about: dict[str, Any]) -> None:
    country, _is_new = keep_country(
        code=code,
        name=Text(about["name"]),
        languages=about["languages"],
        pathfinder_since=about.get("pathfinder_since"),
    )
    for position, name in enumerate(about.get("working_groups", ()), start=1):
        WorkingGroup.objects.create(country=country, name=Text(name), position=position)


def prepare_roadmap(country: Country, name: str) -> None:
    """The roadmap, and the steps that the report of the year before promised: without them no year can be opened."""
    about = toml(f"{name}-{YEAR}")
    if not country.roadmaps.exists():
        [file] = HERE.glob(f"{name}-roadmap.*")
        reading = read_roadmap(file.name, file.read_bytes(), choices_of(country, {}))
        fields = reading.fields | {field: Text(value) for field, value in about["roadmap"].items()}
        import_roadmap(country=country, reading=replace(reading, fields=fields), by=None)
    if not country.next_steps.filter(promised_in=YEAR - 1).exists():
        for position, title in enumerate(about["earlier_steps"], start=1):
            NextStep.objects.create(country=country, promised_in=YEAR - 1, position=position, title=Text(title))


def fill_in(report: Report, name: str, about: dict[str, Any]) -> None:
    """Answer what the demonstration has answers to, in the language first in which the country writes."""
    for _step in about["next_steps"]:
        add_next_step(report=report, by=None)
    entries = {place_of(entry): entry for entry in load(report).entries()}
    for key, value in about["choices"].items():
        save(report, entries[key, ""], "", value)
    for number, step in enumerate(about["next_steps"], start=1):
        for field in ("areas", "objectives"):
            if field in step:
                save(report, entries[f"next_steps.{field}", str(number)], "", step[field])
    for language in about["writes_in"]:
        if language not in report.country.languages:
            continue
        for number, step in enumerate(about["next_steps"], start=1):
            if language in step["step"]:
                save(report, entries["next_steps.step", str(number)], language, step["step"][language])
        for place, document in read_answers(HERE / f"{name}-{YEAR}.{language}.md").items():
            save(report, entries[place], language, document)


def hand_out(report: Report, about: dict[str, Any]) -> None:
    """Assign some parts. What nobody is there to write, because people or groups were there before, is left out."""
    places = {place.code: place for section in load(report).sections for place in places_in(section)}
    writers = assignees(report)
    for assignment in about["assignments"]:
        if "role" in assignment:
            to = User.objects.filter(email__iexact=EMAILS[assignment["role"]]).first()
        else:
            to = report.country.working_groups.filter(position=assignment["working_group"]).first()
        if to in writers:
            due_on = timezone.localdate() + timedelta(days=assignment["due_in"])
            assign(report=report, place=places[assignment["place"]], to=to, by=None, due_on=due_on)


def propose_words(report: Report, about: dict[str, Any]) -> None:
    """Other words that somebody proposes for an answer, so that there is something to decide."""
    entries = {place_of(entry): entry for entry in load(report).entries()}
    for proposal in about.get("proposals", ()):
        by = User.objects.filter(email__iexact=EMAILS[proposal["role"]]).first()
        entry, language = entries[proposal["question"], ""], proposal["language"]
        if language not in entry.answers:
            continue
        value = text = entry.answers[language].value
        for old, new in proposal["words"]:
            value = json.loads(json.dumps(value, ensure_ascii=False).replace(old, new))
        if by is not None and can(by, "suggest", report):
            said = {"value": value, "written_on": text, "by": by, "note": proposal["note"]}
            propose(report=report, entry=entry, language=language, **said)


def ask_the_forum(report: Report, about: dict[str, Any]) -> None:
    """Send the report to the forum, and answer it for those groups whose answer the demonstration has."""
    if "forum" not in about:
        return
    report = apply_transition(report=report, name="send_to_forum", by=person("second_focal_point"))
    for answer in about["forum"]:
        answer_review(
            report=report,
            group=report.country.working_groups.get(position=answer["working_group"]),
            choice=answer["choice"],
            text=Text(answer["text"]),
            by=person(answer["account"]),
            seen_hash=review_of(report).snapshot.sha256,
        )


def discuss(report: Report, about: dict[str, Any]) -> None:
    """Comment on answers, in threads of two."""
    entries = {place_of(entry): entry for entry in load(report).entries()}
    for said in about.get("comments", ()):
        entry, language = entries[said["question"], ""], said["language"]
        opened_by, answers = person(said["account"]), said["reply"]
        comment = open_thread(report=report, entry=entry, language=language, body=said["body"], by=opened_by)
        reply(thread=comment.thread, entry=entry, body=answers["body"], by=person(answers["account"]))


def person(key: str) -> User:
    return User.objects.get(email=address_of(key))


def place_of(entry: QuestionEntry) -> tuple[str, str]:
    """Where an entry stands, as the files of the demonstration name it (texts.Place)."""
    occurrence = entry.occurrence
    if occurrence is None:
        return entry.key, ""
    return entry.key, str(
        occurrence.position if occurrence.next_step_id else occurrence.item.code or occurrence.item.anchor
    )


def save(report: Report, entry: QuestionEntry, language: str, value: Any) -> None:
    save_answer(
        report=report, entry=entry, language=language, value=value, seen=0, by=None, channel=Channel.DEMONSTRATION
    )
