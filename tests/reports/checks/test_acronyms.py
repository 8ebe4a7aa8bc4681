import pytest

from richtext.build import footnote, paragraph
from tests.reports.checks.writing import found, write


def unexplained(report) -> list[str]:
    return [message.split(" ")[0] for _name, message, _words in found(report, "acronyms_unexplained")]


def test_an_acronym_that_is_nowhere_written_out_is_told_once_where_it_first_stands(report):
    write(report, "Une enquête (MIPROF et SSMSI) le montre.", "La MIPROF l’a publiée.")
    write(report, "La MIPROF a formé des juges.", key="lessons")

    assert found(report, "acronyms_unexplained") == [
        ("key_results", "MIPROF is nowhere written out.", "Une enquête (MIPROF et SSMSI) le montre."),
        ("key_results", "SSMSI is nowhere written out.", "Une enquête (MIPROF et SSMSI) le montre."),
    ]


@pytest.mark.parametrize(
    "explanation",
    [
        "L’Office français de protection (OFPRA) y veille.",
        "Ressources humaines du pays -OFPRA-, entre autres.",
        "OFPRA (l’office de protection) y veille.",
        "L’office français pour les réfugiés en appel y veille.",
        paragraph("L’office", footnote("Office français de protection (OFPRA).")),
    ],
)
def test_an_acronym_written_out_anywhere(report, explanation):
    write(report, "L’OFPRA les reçoit.")
    write(report, explanation, key="lessons")

    assert unexplained(report) == ([] if "appel" not in str(explanation) else ["OFPRA"])


def test_initials_of_words_explain_three_letters_only_if_they_are_capital(report):
    write(report, "L’INC et la MDS. L’Institut National de la Consommation. Une mission du service.")

    assert unexplained(report) == ["MDS"]


@pytest.mark.parametrize(
    "text",
    [
        "L’ONU, l’UE, l’OIT, des ONG et des ONGs, les ODD, la FAO et l’UNICEF. The ILO, the UN, the EU and the SDGs.",
        "SANS OBJET",
        "C’est sans objet. SANS OBJET. Anousheh KARVAR, Madame Karvar.",
        "L’association RUELE et le projet SAVE. L’ONG locale SPA. Le groupe de presse AEF.",
        "Amundi, LBPAM, Candriam. AXA France. L’Ecole Normale d’ULM.",
        "Avec Nous ; UFOLEP ; Moulin du pont.",
        "Voir WWW.SITE.ORG, le paquet E-EVIDENCE, un QR code, le G7, la C105 et le M1.",
    ],
)
def test_names_and_what_everybody_knows_are_left_in_peace(report, text):
    write(report, text)

    assert unexplained(report) == []


def test_one_name_with_two_acronyms(report):
    write(report, "Le Comité Contre l’Esclavage Moderne (CCEM) agit.", "Le CCEM forme.")
    write(report, "Le Comité contre l'esclavage moderne (CEEM) a formé des juges.", key="lessons")

    assert found(report, "acronyms_two_ways") == [
        (
            "lessons",
            "CEEM here, CCEM elsewhere: are they the same?",
            "Le Comité contre l'esclavage moderne (CEEM) a formé des juges.",
        )
    ]


def test_a_slip_in_an_acronym_is_told_as_that(report):
    write(report, "L’Office français de protection des réfugiés et apatrides (OFPRA) agit.", "L’OFPPA les reçoit.")

    assert found(report, "acronyms_two_ways") == [
        ("key_results", "OFPPA here, OFPRA elsewhere: are they the same?", "L’OFPPA les reçoit.")
    ]
    assert unexplained(report) == []


def test_another_first_letter_is_no_slip(report):
    write(report, "L’Office français de protection des réfugiés et apatrides (OFPRA) agit.", "L’AFPRA les reçoit.")

    assert found(report, "acronyms_two_ways") == []
    assert unexplained(report) == ["AFPRA"]


def test_two_acronyms_of_names_that_are_alike(report):
    write(
        report,
        "Un stage Enquêteur Travail Illégal et Fraudes (ETIF).",
        "Un stage Enquêteur Spécialisé Travail Illégal et Fraudes (ESTIF).",
        "L’office central de lutte contre la traite des êtres humains (OCRTEH) et la traite des êtres humains (TEH).",
    )

    assert found(report, "acronyms_two_ways") == []


def test_one_acronym_with_two_names(report):
    write(
        report,
        "Initiative for Compliance and Sustainability (ICS) agit.",
        "Initiative Clause Sociale -ICS-, entre autres.",
    )

    assert found(report, "acronyms_two_ways") == [
        (
            "key_results",
            "ICS is written out in two ways: “Initiative for Compliance and Sustainability”, “Initiative Clause "
            "Sociale”.",
            "Initiative Clause Sociale -ICS-, entre autres.",
        )
    ]


def test_each_language_is_read_for_itself(report):
    write(report, "L’Office français de protection (OFPRA) agit.")
    write(report, "The OFPRA acts.", language="en")

    assert found(report, "acronyms_unexplained") == [
        ("key_results", "OFPRA is nowhere written out.", "The OFPRA acts.")
    ]
    assert found(report, "acronyms_unexplained", "fr") == []
