"""From a report to the description that every format is made from."""

from collections import defaultdict
from collections.abc import Iterator

from bilingual.languages import LANGUAGES
from bilingual.text import Text
from publications.contributing import contributors_of
from publications.document import (
    Choice,
    Document,
    Item,
    Label,
    Languages,
    Mention,
    Part,
    Passage,
    Question,
    RoadmapData,
    Scale,
    Step,
    Texts,
)
from publications.headings import printed_headings
from publications.letters import unprintable_in
from publications.signed_content import forum_of, signed, texts
from questionnaires.kinds import KINDS
from reports.checks.letters import Unprintable
from reports.content import loading as reading
from reports.content.entries import QuestionEntry
from reports.content.headings import item_of_heading
from reports.content.wording import Wording
from reports.models import Occurrence, Report
from richtext.references import codes

OBJECTIVES = "objectives"


class UnknownLanguage(ValueError):
    """A language in which no report is written."""


def parse_languages(language: str) -> Languages:
    """The language codes in fr or fr+en. Raises UnknownLanguage."""
    languages = tuple(language.split("+"))
    if not set(languages) <= set(LANGUAGES) or len(set(languages)) < len(languages):
        raise UnknownLanguage(language)
    return languages


def build_document(report: Report, languages: Languages, content: reading.ReportContent | None = None) -> Document:
    """Read the report whole, for these languages; `content` is what was read of it already, and what it says.

    The queries are those of reports.content.loading.load; from the forum's review on those of
    reports.signoff.forum_review.review_of, and once it is submitted one more; where it prints its contributors one more
    for a signed report, and for others those of reports.contributions.
    """
    content = content or reading.load(report)
    said = content.report  # as it was frozen, once it was
    campaign = said.campaign
    parts = tuple(
        Part(
            key=section.section.key,
            titles=wording_of(section.title, languages),
            questions=tuple(question_of(entry, languages) for entry in section.asked),
        )
        for section in content.sections
        if section.asked
    )
    return Document(
        languages=languages,
        country=said.country.code,
        country_names=texts(said.country.name, languages),
        year=campaign.year,
        period_start=campaign.period_start,
        period_end=campaign.period_end,
        edition=content.edition.key,
        stage=report.stage,
        version=said.version,
        as_of=max(
            (answer.changed_at for entry in content.entries() for answer in entry.answers.values()),
            default=report.opened_at,
        ),
        roadmap=RoadmapData(
            titles=texts(said.roadmap.title, languages),
            version=said.roadmap.version,
            adopted_on=said.roadmap.adopted_on,
            items=roadmap_items(content, parts, languages),
            levels=level_names(content, languages),
        ),
        parts=parts,
        forum=forum_of(report, languages),
        signed=signed(report, languages),
        contributors=contributors_of(report, content, languages),
    )


def printed_with_boxes(content: reading.ReportContent, languages: Languages) -> list[Unprintable]:
    """Every place of a report that is printed with boxes in place of characters."""
    return unprintable_in(build_document(content.report, languages, content))


def wording_of(wording: Wording, languages: Languages) -> Texts:
    """A text of the edition with its periods filled in."""
    return tuple(wording.in_language(language) for language in languages)


def question_of(entry: QuestionEntry, languages: Languages) -> Question:
    answers = entry.filled
    passages, missing = passages_of(entry, languages) if entry.per_language else ((), ())
    value = answers[""].value if "" in answers else None
    return Question(
        key=entry.key,
        name=entry.name,
        kind=entry.question.kind,
        number=entry.number,
        identity=entry.identity,
        labels=labels(entry.label, languages),
        headings=heading_of(entry, languages),
        is_answered=entry.is_answered,
        is_required=entry.question.required,
        value=value,
        passages=passages,
        missing_in=missing,
        choices=choices_of(entry, value, languages),
        scale=scale_of(entry, value, languages),
        steps=tuple(step_of(number, step, languages) for number, step in enumerate(entry.steps, start=1)),
    )


def labels(wording: Wording, languages: Languages) -> tuple[Label, ...]:
    return tuple(
        Label(found.text, wording.html(found.language), found.language)
        for language in languages
        for found in (wording.in_language(language),)
    )


def heading_of(entry: QuestionEntry, languages: Languages) -> Texts:
    """What a table of contents says: the title of the priority or step that is asked about, else the wording."""
    occurrence = entry.occurrence
    if occurrence is None or occurrence.source == Occurrence.Source.NEXT_STEP:
        return wording_of(entry.label, languages)
    titled = occurrence.item if occurrence.item_id else occurrence.next_step
    return texts(titled.title, languages) if titled.title else wording_of(entry.label, languages)


def passages_of(entry: QuestionEntry, languages: Languages) -> tuple[tuple[Passage, ...], Languages]:
    """The texts to print, and the languages of the document that are missing. A text in none of them is printed too."""
    filled = entry.filled
    wanted = [filled[language] for language in languages if language in filled]
    if not wanted and (other := entry.answer_in(languages[0])) is not None:
        wanted = [other]
    kind = KINDS[entry.question.kind]
    passages = tuple(
        Passage(
            value=answer.value,
            text=kind.text(answer.value, entry.options, answer.language),
            language=answer.language,
            anchor=f"{entry.name}-{answer.language}",
        )
        for answer in wanted
    )
    return passages, tuple(language for language in languages if wanted and language not in filled)


def choices_of(entry: QuestionEntry, value, languages: Languages) -> tuple[Choice, ...]:
    """Every option, the ticked ones marked; of the roadmap's objectives, which are many, the ticked ones alone."""
    kind = entry.question.kind
    if kind not in ("choice", "several"):
        return ()
    ticked = ([value] if kind == "choice" else value["codes"]) if value is not None else []
    other = Text(value.get("other", {})) if isinstance(value, dict) else Text()
    choices = [
        Choice(
            code=option.code,
            labels=texts(option.label, languages, entry.label.languages),
            is_ticked=option.code in ticked,
            shown=getattr(option, "shown", ""),
            other=texts(other, languages) if option.other and option.code in ticked and other else (),
        )
        for option in entry.options
        if entry.question.options_from != OBJECTIVES or option.code in ticked
    ]
    offered = {option.code for option in entry.options}
    return tuple(choices) + tuple(
        Choice(code, texts(Text(dict.fromkeys(languages, code)), languages), is_ticked=True, shown=code)
        for code in ticked
        if code not in offered
    )


def scale_of(entry: QuestionEntry, value: int | None, languages: Languages) -> Scale | None:
    question = entry.question
    if question.kind != "scale":
        return None
    low, high = (texts(end, languages, entry.label.languages) for end in (question.low, question.high))
    return Scale(question.minimum, question.maximum, value, low, high)


def step_of(number: int, step: reading.Step, languages: Languages) -> Step:
    identity = step.occurrence.identity
    fields = tuple(question_of(entry, languages) for entry in step.entries)
    return Step(number=number, identity=identity, name=f"step-{identity}", fields=fields)


def roadmap_items(content: reading.ReportContent, parts: tuple[Part, ...], languages: Languages) -> tuple[Item, ...]:
    """The roadmap with the places where each item is reported on; a retired item only where it is reported on."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for part in parts:
        for question in part.questions:
            for asked in (question, *(field for step in question.steps for field in step.fields)):
                for item, anchor in mentioned(asked, content):
                    found[item].append(Mention(anchor, question.name, question.number))
    names: dict[str, list[str]] = defaultdict(list)
    for name, item in content.by_name.items():
        names[item.anchor].append(name)
    # what a question asks about is reported on by its answer, whether or not it could be cited
    cites = any(mention.anchor != mention.question for mentions in found.values() for mention in mentions)
    reported_below = {above.pk for item in content.items if found[item.anchor] for above in content.above(item)}
    return tuple(
        Item(
            code=item.code,
            anchor=item.anchor,
            level=item.level.position,
            titles=texts(item.title, languages),
            is_retired=item.retired_on is not None,
            mentions=tuple(found[item.anchor]),
            is_reported_below=item.pk in reported_below,
            is_citable=bool(item.code) or cites,
            names=tuple(names[item.anchor]),
            details=tuple((detail["label"], detail["text"]) for detail in item.details),
        )
        for item in content.items
        if item.retired_on is None or found[item.anchor]
    )


def level_names(content: reading.ReportContent, languages: Languages) -> tuple[Texts, ...]:
    """What an item of each level is called."""
    return tuple(texts(level.name, languages) for level in content.levels)


def mentioned(question: Question, content: reading.ReportContent) -> Iterator[tuple[str, str]]:
    """The anchors of the items that an answer reports on, each with the id of the place: what the question is about,
    the items that have a heading, the references, and the items that a next step serves."""
    known = content.by_anchor
    if question.is_answered and question.identity in known:
        yield question.identity, question.name
    for passage in question.passages:
        if question.kind != "rich_text":
            continue
        for number, heading in enumerate(printed_headings(passage.value), start=1):
            if question.identity in known and (item := item_of_heading(heading.text, question.identity, content)):
                yield item.anchor, f"{passage.anchor}-heading-{number}"
        for number, code in enumerate(codes(passage.value), start=1):
            if code in content.by_name:
                yield content.by_name[code].anchor, f"{passage.anchor}-ref-{number}"
    for choice in question.choices:
        if choice.is_ticked and question.key.endswith(f".{OBJECTIVES}") and choice.code in known:
            yield choice.code, f"{question.name}-{choice.code}"
