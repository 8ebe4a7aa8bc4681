"""Edition 2023: what it asks, that both languages are set as they should be, and that its own words are recognised."""

import re

from questionnaires.loader import EDITIONS, digest, edition
from questionnaires.lock import released
from questionnaires.schema import with_fields
from questionnaires.wording import recognise, wordings

EDITION = edition("2023")

TABLE = """
progress
    progress                      rich_text  required repeats=priority
next_steps_progress
    next_step_status              choice     repeats=earlier_step not_executed/planned/in_progress/completed
    next_step_detail              rich_text  needs=earlier_step
overall
    overall_progress              scale      0-10
    key_results                   rich_text  required public
    other_successes               choice     required yes/no/not_applicable
    other_successes_detail        rich_text  if=other_successes:yes
    difficulties                  rich_text
    lessons                       rich_text
evaluation
    evidence_types                several    required from=evidence_types not_applicable!/other…
    evidence_detail               rich_text
    evidence_difficulties         rich_text
    evaluation_partners           rich_text
international
    international_partners        several    pathfinder_countries/ilo/un_bodies/civil_society/other…
    international_partners_detail rich_text
    initiatives_supported         choice     required no/yes/do_not_know
    initiatives_supported_detail  rich_text  if=initiatives_supported:yes
national
    national_partners             several    required private_sector/employers/workers/civil_society/ministries/other…
    national_partners_detail      rich_text
    collaboration_increased       choice     required no/yes
    collaboration_increased_how   rich_text  if=collaboration_increased:yes
    mechanism_useful              choice     required yes/no
outlook
    roadmap_revision              choice     required yes/no
    roadmap_revision_what         several    if=roadmap_revision:yes priorities/objectives/other…
next_steps
    next_steps                    group      required 1-
    next_steps.step               line       required
    next_steps.goals              rich_text  required
    next_steps.evidence           rich_text  required
    next_steps.areas              several    required from=areas other…
    next_steps.objectives         several    from=objectives
    foreseen_difficulties         rich_text
    anything_else                 rich_text
"""


def row(key, question):
    """A line of the table; in it, an exclusive option has a ! and one that takes a text has a …"""
    condition = question.condition
    facts = [
        "required" if question.required else "",
        "public" if question.public else "",
        f"repeats={question.repeats}" if question.repeats else "",
        f"needs={question.needs}" if question.needs else "",
        f"if={condition.question}:{','.join(condition.values)}" if condition else "",
        f"from={question.options_from}" if question.options_from else "",
        f"{question.minimum}-{'' if question.maximum is None else question.maximum}"
        if question.minimum is not None
        else "",
        "/".join(
            f"{option.code}{'!' if option.exclusive else ''}{'…' if option.other else ''}"
            for option in question.options
        ),
    ]
    return f"    {key:29} {question.kind:10} {' '.join(fact for fact in facts if fact)}".rstrip()


def test_the_edition_asks_what_the_table_says():
    lines = [""]
    for section in EDITION.sections:
        lines.append(section.key)
        lines += [row(key, question) for key, question in with_fields(section.questions)]
    assert "\n".join(lines) + "\n" == TABLE


def test_text_found_under_a_choice_goes_to_the_question_that_asks_for_it():
    assert {question.key: question.detail for question in EDITION.questions if question.detail} == {
        "next_step_status": "next_step_detail",
        "other_successes": "other_successes_detail",
        "evidence_types": "evidence_detail",
        "international_partners": "international_partners_detail",
        "initiatives_supported": "initiatives_supported_detail",
        "national_partners": "national_partners_detail",
        "collaboration_increased": "collaboration_increased_how",
    }


def test_every_question_has_help():
    assert [key for key, question in with_fields(EDITION.questions) if not question.help] == []


def test_the_edition_is_released_as_it_is():
    assert released()["2023"] == EDITION.sha256
    assert EDITION.sha256 == "6965c770bff59fe88a813415cef51592b3691fe325722dcb4db955a0ecb6210e"


def test_it_is_worded_whole_in_spanish_too():
    assert EDITION.languages == ("en", "fr", "es")
    assert [text for text in every_text() if text.missing(EDITION.languages)] == []
    assert released()["2023/es"] == digest((EDITIONS / "2023" / "es.toml").read_bytes())


WRONG_IN_SPANISH = re.compile(r"\s[:;!?»]|«\s|['\"“”]|  |\.\.\.|[\u00a0\u202f]")


def test_spanish_is_set_as_spanish_is():
    assert [text["es"] for text in every_text() if WRONG_IN_SPANISH.search(text["es"])] == []
    assert [text["es"] for text in every_text() if text["es"].count("?") != text["es"].count("¿")] == []


def test_spanish_counts_no_priorities_and_fills_in_all_else():
    def names(wording):
        return sorted(set(re.findall(r"\{\w+\}", wording)) - {"{ordinal}"})

    assert [text["es"] for text in every_text() if names(text["es"]) != names(text["en"])] == []


def every_text():
    yield EDITION.title
    for section in EDITION.sections:
        yield from (section.title, *([section.intro] if section.intro else []))
    for _key, question in with_fields(EDITION.questions):
        yield from (text for text in (question.label, question.help, question.low, question.high) if text)
        yield from (option.label for option in question.options)


WRONG_IN_FRENCH = re.compile(r"(?<!\u202f)[;!?»]|(?<!\u00a0):|«(?!\u202f)|['\"“”]|  |\.\.\.")
WRONG_IN_ENGLISH = re.compile(r"\s[:;!?]|['\"«»]|  |\.\.\.|[\u00a0\u202f]")


def test_french_is_set_as_french_is():
    assert [text["fr"] for text in every_text() if WRONG_IN_FRENCH.search(text["fr"])] == []


def test_english_is_set_as_english_is():
    assert [text["en"] for text in every_text() if WRONG_IN_ENGLISH.search(text["en"])] == []


def test_both_languages_have_the_same_placeholders():
    def names(wording):
        return sorted(re.findall(r"\{\w+\}", wording))

    assert [text["en"] for text in every_text() if names(text["en"]) != names(text["fr"])] == []


HEADINGS = [(question.key, wordings(question.label, question.aliases)) for question in EDITION.questions]
PARTS = [(section.key, wordings(section.title, section.aliases)) for section in EDITION.sections]


def test_every_own_heading_is_recognised():
    """A report that this product wrote is understood by it again, in either language."""
    filled = dict.fromkeys(("period_start", "period_end", "next_period_end"), "April 2024")
    filled |= {"ordinal": "second", "title": "Protect victims better"}
    for candidates, own in ((HEADINGS, EDITION.questions), (PARTS, EDITION.sections)):
        for item in own:
            for text in (item.label if candidates is HEADINGS else item.title).values():
                heading = text.format_map(filled)
                assert recognise(heading, candidates) == (item.key, len(heading))
