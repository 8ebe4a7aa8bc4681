"""Reports with headings of their own: the roadmap's words, codes and titles say where a text goes, or it is asked."""

import re
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command

from bilingual.text import Text
from reports.importing.frame import Frame, Item, Priority
from reports.importing.matching import match
from reports.importing.planning import plan_for
from reports.importing.reading import read
from reports.models import Answer
from richtext.reading import to_text
from roadmaps.codes import anchor_of
from tests.factories.files import kept_file, planned
from tests.factories.forum import CountryFactory, MembershipFactory
from tests.factories.reports import ReportFactory
from tests.factories.roadmaps import ItemFactory, RoadmapFactory
from tests.reports.importing.conftest import frame
from tests.reports.importing.shapes import converted, units
from tests.reports.importing.test_places import CASES, frame_of_case

LAW, PREVENTION = "Legal framework", "Prevention in communities"
LIST, INSPECTION, FAMILIES, INCOMES = (
    "Revise the list of hazardous work",
    "Strengthen labour inspection",
    "Inform families and teachers",
    "Support household incomes",
)
FOUR = "1 1.1 1.2 2 2.1 2.2".split(), (LAW, LIST, INSPECTION, PREVENTION, FAMILIES, INCOMES)
ALIKE = FOUR[0], (LAW, *["Institutions are equipped"] * 2, PREVENTION, *["Institutions are equipped"] * 2)


def roadmap(codes, titles, levels: str = "priority strand", depths: str = "122122", language: str = "en") -> Frame:
    """A frame of a roadmap with these items from the top down; `levels` are the words for them."""
    items: list[Item] = []
    for number, (code, title, depth) in enumerate(zip(codes, titles, depths, strict=True), start=1):
        own = anchor_of(code) if code else f"n{number}"
        priority = own if depth == "1" else items[-1].priority
        items.append(Item(code, Text({language: title}), int(depth), priority))
    priorities = tuple(Priority(item.priority, item.title) for item in items if item.level == 1)
    names = tuple(Text({language: name.replace("_", " ")}) for name in levels.split())
    return replace(frame({}, language), items=tuple(items), priorities=priorities, levels=names)


def placed(text: str, of: Frame) -> dict[str, str]:
    """What went where, on one line each: by priority or question; in brackets what is asked, with what it may be."""
    matched = match(units(text), of)
    result = {one.about or one.key: " | ".join(unit.text for unit in one.units) for one in matched.parts}
    for loose in matched.loose:
        may_be = f" {loose.may_be.about or loose.may_be.key}" if loose.may_be else ""
        key = f"[{loose.reason}{may_be}]"
        result[key] = " || ".join([*([result[key]] if key in result else []), " | ".join(u.text for u in loose.units)])
    return result


def where(text: str, of: Frame) -> dict[str, str]:
    """The same, of what `report` makes: the numbers of the texts."""
    return {key: "".join(re.findall(r"text (\d)", value)) for key, value in placed(text, of).items()}


def report(first: str, second: str, codes: list[list[str]], titles=FOUR[1], after: str = "") -> str:
    """Two priorities of two parts each, an answer under every heading; {0}, {1} … are the parts of a code."""
    lines = []
    for number, (code, title) in enumerate(zip(codes, titles, strict=True)):
        depth, form = ("#", first) if number % 3 == 0 else ("##", second)
        lines.append(f"{depth} {form.format(*code, title=title)}\n\ntext {number}")
    return "\n\n".join([*lines, after])


def numbers_of(codes: list[str]) -> list[list[str]]:
    return [code.split(".") for code in codes]


WORDS = {
    "log frame": ("Outcome", "Output"),
    "strategy": ("Strategic objective", "Strategy"),
    "word that nobody knows": ("Work package", "Deliverable"),
    "French": ("Axe stratégique", "Objectif spécifique"),
    "French capitals": ("AXE N°", "ACTION"),
    "Spanish": ("Objetivo prioritario", "Estrategia"),
    "Portuguese": ("Eixo", "Linha de ação"),
    "German": ("Handlungsfeld", "Maßnahme"),
    "Dutch": ("Actielijn", "Maatregel"),
    "Arabic": ("المحور", "الهدف"),
    "progress on": ("Progress made on Outcome", "Results of Output"),
    "number of the file first": ("3.2 Outcome", "3.2.1 Output"),
}


@pytest.mark.parametrize("sign", [": ", " – ", ". ", " "])
@pytest.mark.parametrize("words", WORDS)
def test_a_word_of_any_language_before_the_code(words, sign):
    first, second = (f"{word} " for word in WORDS[words])
    text = report(f"{first}{{0}}{sign}{{title}}", f"{second}{{0}}.{{1}}{sign}{{title}}", numbers_of(FOUR[0]))
    after = "# Challenges encountered\n\ntext 6\n"
    assert where(text + after, roadmap(*FOUR)) == {"1": "012", "2": "345", "[unknown_heading difficulties]": "6"}


@pytest.mark.parametrize("words", [name for name in WORDS if name != "word that nobody knows"])
def test_a_word_for_a_level_and_the_code_say_enough(words):
    first, second = WORDS[words]
    text = report(f"{first} {{0}}: In words of today", f"{second} {{0}}.{{1}}", numbers_of(FOUR[0]))
    assert where(text, roadmap(*FOUR)) == {"1": "012", "2": "345"}


@pytest.mark.parametrize("levels", ["Componente Meta", "Leitplanke Baustein", "مسار خطوة"])
def test_the_roadmaps_own_words_say_enough_whatever_they_are(levels):
    first, second = levels.split()
    text = report(f"{first} {{0}}: In words of today", f"{second} {{0}}.{{1}}", numbers_of(FOUR[0]))
    assert where(text, roadmap(*FOUR, levels)) == {"1": "012", "2": "345"}
    strange = placed(text, roadmap(*FOUR, "priority strand"))
    assert [key for key in strange if not key.startswith("[")] == ([] if first != "Componente" else ["1", "2"])


CODES = {
    "axes in Roman numbers": (
        ["Eje I", "Objetivo I.1", "Objetivo I.2", "Eje II", "Objetivo II.1", "Objetivo II.2"],
        "Eje Objetivo",
        [("Eje {0}: otra cosa", "Objetivo {0}.{1}: palabras"), ("EJE {0}", "OBJETIVO {0}.{1} – {title}")],
        [["I"], ["I", "1"], ["I", "2"], ["II"], ["II", "1"], ["II", "2"]],
    ),
    "Roman numbers said in figures": (
        ["Eje I", "Objetivo I.1", "Objetivo I.2", "Eje II", "Objetivo II.1", "Objetivo II.2"],
        "Eje Objetivo",
        [("Eje {0}", "Objetivo {0}.{1}"), ("Eje estratégico {0}: {title}", "Objetivo específico {0}.{1}: {title}")],
        numbers_of(FOUR[0]),
    ),
    "letters and figures": (
        ["OE1", "OE1.A1", "OE1.A2", "OE2", "OE2.A1", "OE2.A2"],
        "objetivo acción",
        [("OE{0}. {title}", "OE{0}.A{1} {title}"), ("OE{0}", "OE{0}.A{1}: Eso"), ("Objetivo {0}", "Acción {0}.{1}")],
        numbers_of(FOUR[0]),
    ),
    "measures numbered through": (
        ["1", "M7", "M8", "2", "M9", "M10"],
        "Handlungsfeld Maßnahme",
        [("Handlungsfeld {0}: Anders", "M{0} Anders"), ("Handlungsfeld: {title}", "Maßnahme {0}"), ("{title}", "M{0}")],
        [["1"], ["7"], ["8"], ["2"], ["9"], ["10"]],
    ),
    "letters first": (
        ["A", "A.1", "A.2", "B", "B.1", "B.2"],
        "pillar action",
        [("Pillar {0}: Otherwise", "Action {0}.{1}"), ("{0}. {title}", "{0}.{1} {title}")],
        [["A"], ["A", "1"], ["A", "2"], ["B"], ["B", "1"], ["B", "2"]],
    ),
    "a pillar that cuts across, and a nought": (
        ["0", "0.1", "0.2", "CC", "CC.1", "CC.2"],
        "pillar action",
        [("Pillar {0}", "Action {0}.{1}"), ("{0} – {title}", "{0}.{1} {title}")],
        [["0"], ["0", "1"], ["0", "2"], ["CC"], ["CC", "1"], ["CC", "2"]],
    ),
    "no codes": (
        [""] * 6,
        "axe action",
        [("{title}", "{title}"), ("Axe {0} : {title}", "{0}. {title}"), ("Premier axe – {title}", "Action : {title}")],
        numbers_of("1 1 2 2 1 2".split()),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CODES)
def test_the_countrys_own_codes(kind):
    codes, levels, forms, parts = CODES[kind]
    of = roadmap(codes, FOUR[1], levels)
    first, second = (one.code for one in of.priorities)
    for form in forms:
        assert where(report(*form, parts), of) == {first: "012", second: "345"}


def test_four_levels_from_the_top_to_the_bottom():
    codes = ["Axe 1", "OS 1.1", "1.1.1", "1.1.1.1", "Axe 2", "OS 2.1", "2.1.1"]
    titles = ["Prévention", "Sensibiliser", "Émissions de radio", "Signer dix conventions", "Protection", "Accueillir"]
    of = roadmap(codes, [*titles, "Ouvrir des centres"], "axe objectif_spécifique action activité", "1234123", "fr")
    text = "# Axe 1\n\nA\n\n### Action 1.1.1 : Radios\n\nB\n\n#### Signer dix conventions\n\nC\n\n# Protection\n\nD\n"
    assert placed(text, of) == {
        "Axe-1": "A | Action 1.1.1 : Radios | B | Signer dix conventions | C",
        "Axe-2": "D",
    }
    alone = placed("# Réalisations\n\n## Activité 1.1.1.1\n\nA\n\n## Action 2.1.1 : Ouvrir des centres\n\nB\n", of)
    assert alone == {
        "[before]": "Réalisations",
        "Axe-1": "Activité 1.1.1.1 | A",
        "Axe-2": "Action 2.1.1 : Ouvrir des centres | B",
    }


def test_the_best_likeness_wins_not_the_first():
    titles = (LAW, "Train the labour inspectors of the northern districts in this year", LIST, PREVENTION)
    near = "Train the labour inspectors of the southern districts in this year"
    of = roadmap("1 1.1 1.2 2 2.1".split(), (*titles, near), depths="12212")
    assert placed(f"## {near}\n\nA\n\n## {titles[1]}\n\nB\n", of) == {"2": f"{near} | A", "1": f"{titles[1]} | B"}


def test_titles_alike_are_told_apart_by_their_code_and_by_the_priority_around():
    of = roadmap(*ALIKE)
    by_code = "## Output 2.1: Institutions are equipped\n\nA\n\n## Output 1.2: Institutions are equipped\n\nB\n"
    assert placed(by_code, of) == {
        "2": "Output 2.1: Institutions are equipped | A",
        "1": "Output 1.2: Institutions are equipped | B",
    }
    assert placed("# Outcome 2\n\n## Institutions are equipped\n\nA\n", of) == {"2": "Institutions are equipped | A"}
    assert placed("## Institutions are equipped\n\nA\n", of) == {"[alike]": "Institutions are equipped | A"}


@pytest.mark.parametrize("code", ["Output 2.1: ", "2.1 ", "Deliverable 2.1 – ", "Activité 2.1. "])
def test_a_code_that_contradicts_the_title_is_asked(code):
    of = roadmap(*FOUR)
    known = f"# Outcome 1: {LAW}\n\nA\n\n# Outcome 2: {PREVENTION}\n\nB\n\n"
    known += f"## Deliverable 1.2: {INSPECTION}\n\nC\n\n## Deliverable 2.2: {INCOMES}\n\nD\n\n"
    text = f"{known}## {code}{LIST}\n\nE\n\nF\n\n## Output 2.2\n\nG\n"
    assert placed(text, of) == {
        "1": f"A | Deliverable 1.2: {INSPECTION} | C",
        "2": f"B | Deliverable 2.2: {INCOMES} | D | Output 2.2 | G",
        "[contradiction 2]": f"{code}{LIST} | E | F",
    }
    (asked,) = [one.may_be for one in match(units(text), of).loose]
    assert (asked.reason, asked.near) == ("contradiction", ("2.1", "1.1"))


def test_outcomes_that_exchanged_their_titles_are_asked_with_all_below_them():
    text = report(
        "Outcome {0}: {title}",
        "Output {0}.{1}: {title}",
        numbers_of(FOUR[0]),
        (PREVENTION, LIST, INSPECTION, LAW, FAMILIES, INCOMES),
    )
    assert where(text, roadmap(*FOUR)) == {"[contradiction 1]": "012", "[contradiction 2]": "345"}


def test_a_code_of_another_priority_under_a_heading_is_asked_unless_the_title_agrees():
    of = roadmap(*FOUR)
    under = f"# Outcome 1: {LAW}\n\nA\n\n"
    assert placed(f"{under}## Output 2.1: In our words\n\nB\n", of) == {
        "1": "A",
        "[contradiction 2]": "Output 2.1: In our words | B",
    }
    assert placed(f"{under}## Output 2.1: {FAMILIES}\n\nB\n", of) == {"1": "A", "2": f"Output 2.1: {FAMILIES} | B"}
    assert placed(f"{under}## 2.1 Our own number\n\nB\n", of) == {"1": "A | 2.1 Our own number | B"}


def test_a_title_of_another_part_of_the_same_priority_contradicts_nothing():
    (part,) = match(units(f"## Output 1.2: {LIST}\n\nA\n"), roadmap(*FOUR)).parts
    assert (part.about, part.strands, [unit.content[0]["type"] for unit in part.units]) == ("1", ["1.2"], ["text"] * 2)


def test_a_files_own_chapters_are_no_codes():
    of = roadmap(*FOUR)
    chapters = "# 1 Introduction\n\nA\n\n## 1.1 Background\n\nB\n\n## 2.1 Method\n\nC\n\n# 2 Progress\n\n"
    text = chapters + f"## 2.1 {LAW}\n\nD\n\n### 2.1.1 {LIST}\n\nE\n\n## 2.2 {PREVENTION}\n\nF\n"
    assert placed(text, of) == {
        "[before]": "1 Introduction | A | 1.1 Background | B | 2.1 Method | C | 2 Progress",
        "1": f"D | 2.1.1 {LIST} | E",
        "2": "F",
    }
    parts = f"# Part I – Progress\n\n## Outcome 1: {LAW}\n\nA\n\n# Part II – Follow-up\n\nB\n"
    assert placed(parts, of) == {
        "[before]": "Part I – Progress",
        "1": "A",
        "[unknown_heading]": "Part II – Follow-up | B",
    }


@pytest.mark.parametrize(("first", "second"), [("Outcome {}: ", "Output {}: "), ("{}. ", "{}. "), ("", "{}) ")])
def test_parts_counted_anew_under_each_outcome_stay_there(first, second):
    law, prevention = (f"# {first.format(number)}{title}\n\n" for number, title in ((1, LAW), (2, PREVENTION)))
    one, two = (second.format(number) for number in (1, 2))
    text = f"{law}## {two}In our words\n\nA\n\n{prevention}## {one}In our words\n\nB\n"
    assert placed(text, roadmap(*FOUR, "Outcome Output")) == {
        "1": f"{two}In our words | A",
        "2": f"{one}In our words | B",
    }


TOPICS = {
    "difficulties": "Challenges encountered; Défis et contraintes; Dificultades encontradas; Desafios"
    "; Herausforderungen; Knelpunten; التحديات; 4. Obstacles",
    "lessons": "Lessons learnt; Leçons apprises; Lecciones aprendidas; Lições aprendidas; الدروس المستفادة",
    "next_steps": "Way forward; Prochaines étapes; Próximos pasos; Nächste Schritte; الخطوات القادمة",
    "evidence_difficulties": "Challenges in data collection; Difficultés du suivi et de l’évaluation",
    "foreseen_difficulties": "Anticipated challenges; Risques et difficultés à venir",
    "key_results": "Key achievements; Principaux résultats; Principales logros",
    "": "Conclusion; Budget; Country context; Contexte; Marco institucional",
}


@pytest.mark.parametrize(("topic", "heading"), [(topic, one) for topic in TOPICS for one in TOPICS[topic].split("; ")])
def test_a_heading_of_the_outcomes_level_ends_the_last_one_and_is_offered_or_listed(topic, heading):
    text = (
        f"# Outcome 1: {LAW}\n\nA\n\n## {heading}\n\nB\n\n# Outcome 2\n\nC\n\n# {heading}\n\nD\n\n## Output 1.1\n\nE\n"
    )
    assert placed(text, roadmap(*FOUR)) == {
        "1": f"A | {heading} | B",
        "2": "C",
        f"[unknown_heading{topic and f' {topic}'}]": f"{heading} | D | Output 1.1 | E",
    }


def test_bold_headings_end_the_last_outcome_where_they_stand_once():
    of = roadmap(*FOUR)
    text = f"**Outcome 1: {LAW}**\n\nA\n\n**Outcome 2: {PREVENTION}**\n\nB\n\n**Lessons learnt**\n\nC\n"
    assert placed(text, of) == {"1": "A", "2": "B", "[unknown_heading lessons]": "Lessons learnt | C"}
    each = text.replace("A\n", "A\n\n**Lessons learnt**\n\nD\n")
    assert placed(each, of) == {"1": "A | Lessons learnt | D", "2": "B | Lessons learnt | C"}


def test_a_summary_before_the_report_does_not_take_its_place():
    of = roadmap(*FOUR)
    table = f"| Outcome | Status |\n|---|---|\n| Outcome 1: {LAW} | A |\n| Outcome 2: {PREVENTION} | B |\n\n"
    below = f"# Summary\n\n## Outcome 1: {LAW}\n\nA\n\n## Outcome 2: {PREVENTION}\n\nB\n\n"
    text = f"# Outcome 1: {LAW}\n\nC\n\n# Outcome 2: {PREVENTION}\n\nD\n\n# Lessons learnt\n\nE\n"
    for summary in (table, below):
        said = placed(summary + text, of)
        assert (said["1"], said["2"], said["[unknown_heading lessons]"]) == ("A | C", "B | D", "Lessons learnt | E")


def test_chapters_with_codes_alike_are_asked_where_titles_do_not_tell():
    of = roadmap(*ALIKE)
    chapters = [
        f"# Chapter {n + 2}: {title}\n\n## {n + 2}.1 Institutions are equipped"
        for n, title in ((0, LAW), (1, PREVENTION))
    ]
    assert placed(f"{chapters[0]}\n\nA\n\n## 2.2 Institutions are equipped\n\nB\n", of) == {
        "1": "",
        "[contradiction 2]": "2.1 Institutions are equipped | A || 2.2 Institutions are equipped | B",
    }
    assert placed(f"{chapters[1]}\n\nA\n", of) == {"2": "3.1 Institutions are equipped | A"}


def test_what_stands_by_outcome_under_another_heading_stays_there():
    first = f"# Key achievements\n\n## Outcome 1: {LAW}\n\nA\n\n## Output 2.1: {FAMILIES}\n\nB\n\n"
    text = f"{first}# Outcome 1: {LAW}\n\nC\n\n# Outcome 2\n\nD\n\n# Annex\n\n## Output 1.1: {LIST}\n\nE\n"
    assert placed(text, roadmap(*FOUR)) == {
        "[unknown_heading key_results]": f"Key achievements | Outcome 1: {LAW} | A | Output 2.1: {FAMILIES} | B",
        "1": "C",
        "2": "D",
        "[unknown_heading]": f"Annex | Output 1.1: {LIST} | E",
    }


def test_a_form_in_other_words_is_known_by_its_numbers():
    """Nine priorities and 26 questions numbered through, hardly one in our words: no number is passed over."""
    path = CASES / "shapes/rep-A2-official-unnumbered-headings.docx"
    of = frame_of_case("5-nine-150.csv")
    plain = plan_for(read(path.name, path.read_bytes()), of)
    numbered = read(path.name, path.read_bytes())
    count = 0
    for block in numbered.tree["blocks"]:
        if block["t"] == "Header" and block["c"][0] == 1:
            count += 1
            block["t"], block["c"] = (
                "Para",
                [{"t": "Strong", "c": [{"t": "Str", "c": f"{count}."}, {"t": "Space"}, *block["c"][2]]}],
            )
    plan = plan_for(replace(numbered, paragraphs=[]), of)
    assert [one.number for one in plan.found] == [*range(1, 11), *range(11, 36)]
    assert [(one.key, one.about, one.value) for one in plan.answers] == [
        (one.key, one.about, one.value) for one in plain.answers
    ]
    said = {one.key: to_text(one.value).split()[0] for one in plan.answers if one.kind == "rich_text"}
    assert said["foreseen_difficulties"] == "Markforeseendifficulties"
    assert ([one.reason for one in plan.leftovers], plan.missing) == (["title"], [])


@pytest.fixture
def chile(db):
    """A report on a roadmap with words in its codes, and a part without a code."""
    country = CountryFactory(code="CHL", name=Text.of(es="Chile", en="Chile"), languages=["es"])
    made = RoadmapFactory(country=country, levels=["Eje", "Objetivo"])
    above = None
    for position, (code, title, depth) in enumerate(
        [
            ("Eje I", "Prevención", 1),
            ("Objetivo I.1", "Familias", 2),
            ("Eje II", "Protección", 1),
            ("", "Abrir casas", 2),
        ],
        start=1,
    ):
        item = ItemFactory(
            roadmap=made, code=code, anchor=f"n{position}", title=Text.of(es=title), position=position,
            level=made.levels.get(position=depth), parent=above if depth == 2 else None,
        )  # fmt: skip
        above = item if depth == 1 else above
    return ReportFactory(country=country, roadmap=made)


INFORME = "# Eje 1\n\nA\n\n# Eje II – Protección\n\n## Abrir casas\n\nB\n\n## Eje I: Protección\n\nC\n"


def test_a_report_on_a_roadmap_with_codes_of_its_own(chile):
    plan = planned(chile, converted(INFORME, "docx"), "informe.docx", "es")
    assert [(one.key, one.about, to_text(one.value)) for one in plan.answers] == [
        ("progress", "Eje-I", "A"),
        ("progress", "Eje-II", "Abrir casas\n\nB"),
    ]
    assert plan.strands == ["Abrir casas"]
    assert [(one.reason, to_text(one.doc), one.target_about, one.why, one.why_near) for one in plan.leftovers] == [
        ("contradiction", "Eje I: Protección\n\nC", "Eje-I", "contradiction", ["Eje I", "Eje II"])
    ]


def test_the_page_says_what_contradicts_and_keeps_the_heading_that_a_person_places(client_for, france):
    titles = {item.code: item.title["fr"] for item in france.roadmap.items.all()}
    file = kept_file(france, f"## Volet 2.1 : {titles['1.1']}\n\nTexte.\n".encode())
    web = client_for(MembershipFactory(country=france.country).user)
    address = f"/fr/reports/FRA/2023/import/{file.pk}/"
    html = web.get(address).content.decode()
    assert "Sous un titre qui se contredit, ou qui contredit le titre au-dessus" in html
    assert "Son code est celui de 2.1, son intitulé celui de 1.1." in html
    assert '<option value="progress--2">' in html
    web.post(address, {"leftover-0": "progress--2"})
    (answer,) = Answer.objects.exclude(value=None)
    placed_in = (answer.slot.question, answer.slot.occurrence.item.code, to_text(answer.value))
    assert placed_in == ("progress", "2", f"Volet 2.1 : {titles['1.1']}\n\nTexte.")


def test_a_file_in_which_nothing_was_recognised_is_never_said_to_be_in_the_report(client_for, france, tmp_path):
    file = kept_file(france, b"# Avant-propos\n\nLe ministre.\n")
    web = client_for(MembershipFactory(country=france.country).user)
    answer = web.post(f"/en/reports/FRA/2023/import/{file.pk}/", follow=True)
    assert (answer.status_code, answer.resolver_match.url_name) == (200, "import_result")
    html = answer.content.decode()
    assert "Nothing in this file was recognised" in html
    assert "The report held everything" not in html
    path, told = tmp_path / "a.md", StringIO()
    path.write_text("# Avant-propos\n\nLe ministre.\n")
    call_command("import_report", str(path), country="FRA", year=2023, language="fr", stdout=StringIO(), stderr=told)
    assert told.getvalue() == "Nothing in this file was recognised; all of its text is among the leftovers.\n"
