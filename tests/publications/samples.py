"""A small document with one of everything, made without a database. Pages, links and ticks are counted against it."""

from datetime import UTC, date, datetime

from django.utils.html import format_html

from bilingual.text import Rendered, Text
from publications.building import level_names, roadmap_items
from publications.document import Choice, Document, Label, Languages, Part, Passage, Question, RoadmapData, Scale, Step
from reports.content.entries import ReportContent
from richtext import build
from richtext.build import doc, footnote, heading, objective, paragraph
from richtext.reading import to_text
from roadmaps.models import Item, Level

YES_NO = {"yes": Text.of(en="Yes", fr="Oui"), "no": Text.of(en="No", fr="Non")}
TITLES = {
    "1": Text.of(en="Prevent", fr="Prévenir"),
    "1.1": Text.of(en="Train", fr="Former"),
    "1.1.A": Text.of(en="Teach in schools", fr="Enseigner à l’école"),
    "1.1.B": Text.of(fr="Former les juges"),
    "2": Text.of(en="Protect", fr="Protéger"),
    "2.1": Text.of(en="Shelter", fr="Mettre à l’abri"),
}
SENTENCE = "Les parties prenantes se sont réunies pour préparer le rapport : un travail long, mais utile à tous. "

FIRST = doc(
    heading(1, "1.1 Former"),
    paragraph("Un guide « utile » ; voici la note", footnote("Premier appel, voir www.example.org."), " de la page."),
    *(paragraph(SENTENCE * 6) for _number in range(9)),
    heading(2, "Dans les écoles"),
    paragraph("L’objectif ", objective("1.1.A"), " avance", footnote("Second appel."), " ; reste 9.9.Z."),
    build.bullet_list("un", "deux"),
    build.ordered_list("trois", start=3),
    build.table([["Année", "Nombre"], ["2022", "12 000"]]),
    paragraph(build.text("Voir le site", build.link("https://example.org/a?b=c;d"), build.bold), " pour le reste."),
)
SECOND = doc(heading(2, "Deuxième niveau d’abord"), paragraph(objective("2.1"), " et ", objective("1.1.A"), "."))


def sample(languages: Languages = ("fr",), **changes: object) -> Document:
    """The document in these languages. English has only the results; everything else is in French."""

    def texts(text: Text) -> tuple[Rendered, ...]:
        return tuple(text.in_language(language) for language in languages)

    def labels(text: Text) -> tuple[Label, ...]:
        return tuple(Label(text[each], format_html("{}", text[each]), each) for each in languages)

    def question(key: str, number: int | None, kind: str, label: Text, **fields) -> Question:
        fields = {"identity": None, "is_answered": True, "headings": texts(label)} | fields
        name = f"{key.replace('.', '-')}--{fields['identity']}" if fields["identity"] else key
        return Question(key=key, name=name, kind=kind, number=number, labels=labels(label), **fields)

    def written(name: str, **values) -> dict:
        found = [language for language in languages if language in values] or ["fr"]
        passages = tuple(
            Passage(values[each], values[each] if isinstance(values[each], str) else to_text(values[each]), each,
                    f"{name}-{each}")
            for each in found
        )  # fmt: skip
        return {"passages": passages, "missing_in": tuple(each for each in languages if each not in values)}

    def choices(options: dict[str, Text], ticked: list[str], other: Text | None = None) -> tuple[Choice, ...]:
        return tuple(
            Choice(
                code,
                texts(label),
                code in ticked,
                texts(other) if other and code == "other" else (),
                shown=code if code in TITLES else "",
            )
            for code, label in options.items()
        )

    areas = {
        "child_labour": Text.of(en="Child labour", fr="Travail des enfants"),
        "other": Text.of(en="Other", fr="Autres"),
    }
    step = Step(
        number=1,
        identity="6f1d3a3c-0000-4000-8000-000000000001",
        name="step-6f1d3a3c-0000-4000-8000-000000000001",
        fields=(
            question("next_steps.step", None, "line", Text.of(en="Next step", fr="Prochaine étape"), identity="s1",
                     **written("next_steps-step--s1", fr="Adopter un plan")),
            question("next_steps.areas", None, "several", Text.of(en="Areas", fr="Domaines"), identity="s1",
                     value={"codes": ["other"], "other": {"fr": "Pêche"}},
                     choices=choices(areas, ["other"], Text.of(fr="Pêche"))),
            question("next_steps.objectives", None, "several", Text.of(en="Objectives", fr="Objectifs"), identity="s1",
                     value={"codes": ["1.1.A"]}, choices=choices({"1.1.A": TITLES["1.1.A"]}, ["1.1.A"])),
        ),
    )  # fmt: skip
    progress = Text.of(en="What was achieved?", fr="Quelles avancées ?")
    parts = (
        Part("progress", texts(Text.of(en="Progress", fr="Avancées")), (
            question("progress", 1, "rich_text", progress, identity="1", headings=texts(TITLES["1"]),
                     **written("progress--1", fr=FIRST)),
            question("progress", 2, "rich_text", progress, identity="2", headings=texts(TITLES["2"]),
                     **written("progress--2", fr=SECOND)),
        )),
        Part("overall", texts(Text.of(en="The year", fr="L’année")), (
            question("overall_progress", 3, "scale", Text.of(en="How far?", fr="Jusqu’où ?"), value=7,
                     scale=Scale(0, 10, 7, texts(Text.of(en="No progress", fr="Aucun progrès")),
                                 texts(Text.of(en="Much progress", fr="Beaucoup de progrès")))),
            question("key_results", 4, "rich_text", Text.of(en="Which results?", fr="Quels résultats ?"),
                     **written("key_results", fr=doc(paragraph("Un résultat.")), en=doc(paragraph("One result.")))),
            question("mechanism_useful", 5, "choice", Text.of(en="Useful?", fr="Utile ?"), value="yes",
                     choices=choices(YES_NO, ["yes"])),
            question("anything_else", 6, "rich_text", Text.of(en="Anything else?", fr="Autre chose ?"),
                     is_answered=False),
        )),
        Part("next_steps", texts(Text.of(en="Next steps", fr="Prochaines étapes")), (
            question("next_steps", 7, "group", Text.of(en="Which next steps?", fr="Quelles étapes ?"), steps=(step,)),
        )),
    )  # fmt: skip
    names = (
        {"en": "priority", "fr": "priorité"},
        {"en": "strand", "fr": "volet"},
        {"en": "objective", "fr": "objectif"},
    )
    levels = [Level(position=position, name=Text(name)) for position, name in enumerate(names, start=1)]
    places = {code: place for place, code in enumerate(TITLES, start=1)}
    items = [
        Item(
            pk=places[code],
            parent_id=places.get(code.rpartition(".")[0]),
            code=code,
            anchor=code,
            title=title,
            level=levels[code.count(".")],
        )
        for code, title in TITLES.items()
    ]
    content = ReportContent(report=None, edition=None, sections=[], items=items, reading=None)
    fields = {
        "languages": languages,
        "country": "FRA",
        "country_names": texts(Text.of(en="France", fr="France")),
        "year": 2023,
        "period_start": date(2022, 5, 1),
        "period_end": date(2023, 4, 30),
        "edition": "2023",
        "stage": "draft",
        "version": 1,
        "as_of": datetime(2023, 6, 12, 9, 30, tzinfo=UTC),
        "roadmap": RoadmapData(
            titles=texts(Text.of(en="National strategy", fr="Stratégie nationale")),
            version=1,
            adopted_on=date(2021, 7, 6),
            items=roadmap_items(content, parts, languages),
            levels=level_names(content, languages),
        ),
        "parts": parts,
    }
    return Document(**{**fields, **changes})
