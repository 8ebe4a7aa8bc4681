import time

import pytest

from richtext.build import (
    bold,
    bullet_list,
    doc,
    footnote,
    hard_break,
    heading,
    italic,
    link,
    objective,
    paragraph,
    text,
)
from richtext.names import Names
from richtext.references import codes, link_codes

KNOWN = {
    "1",
    "2",
    "3",
    "1.1",
    "1.2",
    "3.1",
    "3.2",
    "1.1.A",
    "1.1.B",
    "1.1.C",
    "1.1.D",
    "1.10.C",
    "1.2.C",
    "2.1.C",
    "3.1.A",
}


def linked(plain: str, known=KNOWN) -> str:
    """The text with its references in square brackets and its unknown codes behind a bar."""
    document, made, unknown = link_codes(doc(paragraph(plain)), known)
    pieces = [each.get("text") or f"[{each['attrs']['code']}]" for each in document["content"][0]["content"]]
    result = "".join(pieces)
    assert result.replace("[", "").replace("]", "") == plain
    assert made == codes(document)
    return " | ".join([result, *unknown])


@pytest.mark.parametrize(
    "expected",
    [
        # as the reports write them
        "contribuer au travail de reporting. (Objectif [1.1.A]). A ce titre, le 30 mai 2023",
        "En effet, répondant à l'objectif [1.1.B] notamment, une réunion",
        "aux enjeux de l'ODD 8.7 (objectif [1.2.C]) à destination",
        "les mineurs (objectifs [2.1.C]) se poursuit",
        "mais aussi l'objectif [3.1] qui vise",
        "s'inscrivent dans les points [1.1.D] et [3.1] de la stratégie nationale",
        "la poursuite de l'objectif [3.2], Anousheh",
        "(axe [1], axe [2] et axe [3]).",
        "réaliser au mieux l'objectif 8.7. Le groupe",
        "co-leader de l'action 3.3 : JAD Workers",
        "traite des êtres humains (OA 4.1)",
        # with a letter, always
        "[1.1.A]",
        "[1.1.A].",
        "[1.10.C], [1.2.C])",
        "«\u00a0[1.1.A]\u00a0» l’[1.2.C]",
        "[1.1.A]/[1.1.B] [1.1.A]-[1.1.C] [1.1.A]–[1.1.C] [1.1.A],[1.1.B];[1.1.C]",
        "[1.1.A].Le Forum",
        "objectifs [1.1.A], [1.1.B] et [1.2.C]",
        "objectives [2.1.C] and [1.1.A]",
        # strands, after a citing word
        "objectif [3.1].",
        "Objectif [3.1]: suite",
        "strand [3.1] and objective [3.2]",
        "volets [1.1], [1.2] et [3.1]",
        "objectifs [3.1], [3.2] et 4.9 ou [1.1]",
        "objectif(s) [3.1]",
        "objectif n° [3.1], objectif no [3.2], objectif n°[3.1]",
        "objectifs stratégiques [1.1] et [1.2], strategic objective [3.1]",
        "OBJECTIF\u00a0[3.1]",
        "les objectifs [3.1]-[3.2]",
        "l'axe [3.1] et l'objectif [1.1]",
        # priorities, after a word for one
        "axe [2], Axe [3] : la suite",
        "priorité [2], priority [1], pilier [2], pillar [3], Axe n° [2], priority no. [1]",
        "priorite\u0301 [2]",
        "axes [1], [2] et [3]",
        "priorities [1] and [2]",
        "axes [1] à [3]",
        "axes [1] et [3.1]",
        "axe [2] et 3 réunions",
        # numbers that are none
        "3.1 et 3.2 sans mot",
        "1.5 million, 1.2 milliard, 3.1 %",
        "objectif 3.1 %, objectif 1.2 million, objectif 3.1 points, objectif de 3.1",
        "objectif 2, volet 3",
        "axe 2.5, axe 2,5, axe 2/3, axe 12, axe 2023, axe 2 000, axe 2e, axe 1er, axe 2:30",
        "priorité 2 ans, priority 2 %, axe 3 fois, priorité 3 M€",
        "le 12.5.2023, objectif 1.2.2023, objectif 3.1.2023",
        "article L. 225-102-4, article 3.1, articles 1.1.A et 1.1.B, art. 1.1.A, § 1.1.A, L. 1.1.A, annexe n° 1.1.A",
        "version 1.1.A, v. 1.1.A, v1.1.A, objectif 1.1.4, version 3.1",
        "10.1.1.1, objectif 3.1.0.1, 192.168.1.1",
        "https://example.org/1.1.A, http://example.org?objectif=1.1.A www.example.org/1.1.A, example.org/1.1.A",
        "objectif.1.1.A@example.org rapport_1.1.A.pdf 1.1.A.pdf",
        "51.1.1.A, 1.1.A.2, 1.1.AB, a1.1.A, ISO-1.1.A, 1.1.A-bis, 1.1.A.B",
        "reject 3.1, objectivement 3.1, reaxe 2",
        "1,1.1.A",
    ],
)
def test_codes_are_found_where_they_are_meant(expected):
    assert linked(expected.replace("[", "").replace("]", "")) == expected


@pytest.mark.parametrize(
    "plain, expected",
    [
        ("objectif 9.9.Z", "objectif 9.9.Z | 9.9.Z"),
        ("(1.1.E), 1.1.A", "(1.1.E), [1.1.A] | 1.1.E"),
        ("1.1.E ou 1.1.E", "1.1.E ou 1.1.E | 1.1.E | 1.1.E"),
        ("objectif 1.2.c et 1.2.z", "objectif 1.2.c et 1.2.z | 1.2.c | 1.2.z"),
        ("1.2.c seul", "1.2.c seul"),
        ("objectif 8.7 et axe 9", "objectif 8.7 et axe 9"),
        ("article 9.9.Z ; https://example.org/9.9.Z", "article 9.9.Z ; https://example.org/9.9.Z"),
        ("9.9.Z.pdf et 9.9.9.Z", "9.9.Z.pdf et 9.9.9.Z"),
    ],
)
def test_codes_that_the_roadmap_does_not_have_are_told(plain, expected):
    assert linked(plain) == expected


def test_a_roadmap_with_codes_of_another_shape():
    known = {"A", "B", "A.1", "1.A", "2.b", "1.2.3"}
    assert linked("axe A, axes A et B. A.1 ou volet A.1. 1.2.3 ou objectif 1.2.3", known) == (
        "axe [A], axes [A] et [B]. [A.1] ou volet [A.1]. [1.2.3] ou objectif [1.2.3]"
    )
    assert (
        linked("voir 1.A et 2.b, paragraphe 1.A, A ce titre", known)
        == "voir [1.A] et [2.b], paragraphe 1.A, A ce titre"
    )


NEPAL = Names(
    {"1": 1, "2": 1, "1.1": 2, "1.1.1": 3, "1.1.2": 3, "1.1.12": 3}, {"Outcome": [1], "Output": [2], "Activity": [3]}
)
CHILE = Names(
    {
        **{"Eje I": 1, "Eje II": 1, "Objetivo I.1": 2, "Línea I.1.a": 3, "Acción I.1.a.1": 4, "Acción I.1.a.2": 4},
        **{"I": 1, "II": 1, "I.1": 2, "I.1.a": 3, "I.1.a.1": 4, "I.1.a.2": 4},
    },
    {"eje estratégico": [1], "Eje": [1], "objetivo": [2], "línea": [3], "Acción": [4]},
)
GERMANY = Names({"A": 1, "M7": 2, "M17": 2, "M18": 2, "A4": 2}, {"Handlungsfeld": [1], "Maßnahme": [2]})
ROMAN = Names({"I": 1, "II": 1, "I.1": 2}, {"axis": [1], "axe": [1]})
NETHERLANDS = Names({"1": 1, "2": 1, "3": 1, "1.1": 2, "1.2": 2}, {"actielijn": [1], "doel": [2]})
PORTUGAL = Names({"1": 1, "2": 1, "3": 1}, {"eixo": [1]})
PLAIN = Names({"1": 1, "2": 1, "3": 1}, {"mesure": [1]})
LETTERS = Names({"CC": 1, "OP1": 1, "OP1.L1": 2, "OP1.L1.S1": 3, "7": 3, "PE-03": 3}, {"Pillar": [1], "Action": [3]})
MOROCCO = Names({"1": 1, "1.1": 2}, {"المحور": [1], "محور": [1], "هدف": [2], "axe stratégique": [1]})


@pytest.mark.parametrize(
    "names, expected",
    [
        (NEPAL, "(Activity [1.1.1]), activities [1.1.1], [1.1.2] and [1.1.12]; Output [1.1] of Outcome [2]"),
        (NEPAL, "Bare [1.1.1], but 1.1.12 may be a day, as 1.1, 2 and 1.1.13 are numbers. OUTCOME 12, outcome 2.5"),
        (NEPAL, "Outputs [1.1] and 1.9, an activity 2 of ours, version 1.1.1, article 1.1.1"),
        (NEPAL, "Activity 1.1.9 of 9.9.9 | 1.1.9"),
        (CHILE, "En el [Eje I], el [eje II] y el [Eje\u00a0II]; ejes [I] y [II]; ejes estratégicos [I] y [II]"),
        (CHILE, "la [línea I.1.a] y las acciones [I.1.a.1] y [I.1.a.2], [acción I.1.a.1], Accion [I.1.a.2]"),
        (CHILE, "El ejercicio I, el punto I, artículo I.1, Ley I.1.b"),
        (CHILE, "[I.1] e [I.1.a]"),
        (GERMANY, "Maßnahme [M17], Maßnahmen [M7] und [M18], [M17], Handlungsfeld [A]"),
        (GERMANY, "M7 und A4, im Format A4, Handlungsfelder M1, A und Maßnahme A"),
        (ROMAN, "Along the axis I saw little, axis [I] is done, axis [I] has begun, axes [I] and [II], l'axe [I] vise"),
        (NETHERLANDS, "actielijn [2], actielijnen [1], [2] en [3], doelen [1.1] en [1.2], doel [1.1], en 3 jaar"),
        (PORTUGAL, "eixos [1] e [2], eixos [1], [2] e [3]"),
        (PLAIN, "mesures [1] et [2] en 3 régions"),
        (LETTERS, "[OP1.L1.S1], [OP1.L1] ([OP1]), pillar [CC], pillars [CC] and [OP1], action [7], [PE-03]"),
        (LETTERS, "a CC to all, OP1.L1.S9, OP11, pillar 7, action CC, actions 7 %, XPE-03, PE-03-A"),
        (MOROCCO, "المحور [1]، والمحور [1] والهدف [1.1]؛ axe [1], l'axe stratégique [1], axes stratégiques [1]"),
        (MOROCCO, "في 1 و 1.1 من"),
    ],
)
def test_codes_of_other_countries_are_found_with_the_names_of_their_levels(names, expected):
    assert linked(expected.partition(" | ")[0].replace("[", "").replace("]", ""), names) == expected


def test_two_levels_may_be_called_by_one_word():
    names = Names({"1": 1, "2": 2, "3": 3}, {"objectif stratégique": [1], "objectif spécifique": [2]})
    assert linked("objectif 1, objectif 2, objectif 3, objectifs spécifiques 2", names) == (
        "objectif [1], objectif [2], objectif 3, objectifs spécifiques [2]"
    )


def test_a_roadmap_without_codes():
    assert linked("objectif 3.1, axe 2, 1.1.A", set()) == "objectif 3.1, axe 2, 1.1.A | 1.1.A"


def test_references_keep_the_formatting_and_the_text_around():
    document = doc(
        heading(1, "Objectif 1.1.A"), bullet_list("a"), paragraph(text("voir 1.2.C, 1.1.B", bold, italic), " fin")
    )
    assert link_codes(document, KNOWN) == (
        doc(
            heading(1, "Objectif ", objective("1.1.A")),
            bullet_list("a"),
            paragraph(
                text("voir ", bold, italic),
                objective("1.2.C", bold, italic),
                text(", ", bold, italic),
                objective("1.1.B", bold, italic),
                " fin",
            ),
        ),
        ["1.1.A", "1.2.C", "1.1.B"],
        [],
    )


def test_the_citing_word_may_be_formatted_otherwise_than_the_code():
    document = doc(
        paragraph("l'", text("objectif", bold), " 3.1, ", text("axe", bold), hard_break(), text("2", italic))
    )
    assert link_codes(document, KNOWN)[1] == ["3.1", "2"]


def test_a_code_that_changes_its_formatting_is_left_alone():
    document = doc(paragraph("objectif 1.", text("2", bold), ".C et 1.1.A"))
    assert link_codes(document, KNOWN) == (
        doc(paragraph("objectif 1.", text("2", bold), ".C et ", objective("1.1.A"))),
        ["1.1.A"],
        [],
    )


def test_a_code_cut_into_pieces_of_the_same_formatting_is_found():
    document = doc(paragraph(text("objectif 1."), text("2"), text(".C")))
    assert link_codes(document, KNOWN)[0] == doc(paragraph("objectif ", objective("1.2.C")))


def test_codes_in_footnotes_come_where_the_note_is_called():
    document = doc(paragraph("1.1.A", footnote("objectif 1.2.C, 9.9.A"), " et 3.1, 9.9.B, 1.1.B"))
    assert link_codes(document, KNOWN) == (
        doc(
            paragraph(
                objective("1.1.A"),
                footnote("objectif ", objective("1.2.C"), ", 9.9.A"),
                " et 3.1, 9.9.B, ",
                objective("1.1.B"),
            )
        ),
        ["1.1.A", "1.2.C", "1.1.B"],
        ["9.9.A", "9.9.B"],
    )


def test_references_already_made_are_kept_and_carry_a_list_on():
    document = doc(paragraph("objectifs ", objective("1.1.A"), ", 3.1 et ", objective("9.9.Z"), " et 3.2"))
    new, made, unknown = link_codes(document, KNOWN)
    assert (made, unknown) == (["3.1", "3.2"], [])
    assert codes(new) == ["1.1.A", "3.1", "9.9.Z", "3.2"]
    assert link_codes(new, KNOWN) == (new, [], [])


def test_a_code_in_the_words_of_a_link_is_found_and_the_address_stays():
    site = link("https://example.org/1.1.A")
    document = doc(paragraph(text("objectif 1.2.C", site)))
    assert link_codes(document, KNOWN)[0] == doc(paragraph(text("objectif ", site), objective("1.2.C", site)))


def test_codes_are_listed_as_often_as_they_stand_there():
    document = doc(
        paragraph(objective("1.1.A"), footnote(objective("3.1")), objective("1.1.A")),
        bullet_list(paragraph(objective("2"))),
    )
    document["content"][1]["content"] = [{"type": "listItem", "content": [paragraph(objective("2"))]}]
    assert codes(document) == ["1.1.A", "3.1", "1.1.A", "2"]
    assert codes(doc()) == []


@pytest.mark.long
@pytest.mark.parametrize(
    "piece",
    [
        "objectif 1.1.A et 3.1, ",
        "1.",
        "a",
        "(",
        "objectif ",
        "x@",
        "a-",
        "www.",
        "1.1.A.L",
        "2,",
        " ",
        "art. n° ",
        "é\u0301",
    ],
)
def test_the_longest_text_takes_a_moment(piece):
    longest = doc(paragraph((piece * 200_000)[:200_000]))
    before = time.process_time()
    link_codes(longest, KNOWN)
    assert time.process_time() - before < 3
