import pytest

from reports.importing.ticks import read_choices
from tests.reports.importing.shapes import units

OTHER = {"codes": ["other"], "other": {"fr": "ONG"}}


def read(frame, key, markdown):
    question = frame.edition.question(key)
    return read_choices(units(markdown), question, frame.choices(question), "fr")


@pytest.mark.parametrize(
    "markdown",
    [
        "☐ Oui\n\n☒ Non",
        "- [ ] Oui\n- [x] Non",
        "Oui\n\nx Non",
        "Oui\n\nX Non",
        "Oui\n\nNon x",
        "Oui ☐\n\nNon ☑",
        "Oui\n\n(x) Non",
        "Oui ( ) Non (X)",
        "☐ Oui ☒ Non",
        "Oui / ✓ Non",
        "Oui\\\n✔ Non",
        "1) Oui\n2) [X] Non",
        "Non",
        "**Non.**",
        "| | |\n|---|---|\n| ☐ | Oui |\n| ☒ | Non |",
        "| | |\n|---|---|\n| Oui | |\n| Non | x |",
    ],
)
def test_a_ticked_choice(france_frame, markdown):
    read_ = read(france_frame, "mechanism_useful", markdown)
    assert (read_.value, read_.reason, read_.free) == ("no", "", [])


@pytest.mark.parametrize(
    ("markdown", "reason", "suggestion"),
    [
        ("Oui\n\nNon", "no_tick", []),
        ("☐ Oui\n\n☐ Non", "no_tick", []),
        ("☒ Oui\n\n☒ Non", "several_ticked", ["yes", "no"]),
        ("Oui\n\n**Non**", "no_tick", ["no"]),
        ("~~Oui~~\n\nNon", "no_tick", ["no"]),
        ("● Oui\n\n● Non", "no_tick", []),
        ("Non, pas encore : la loi manque.", "written_out", ["no"]),
        ("☒ Peut-être", "unknown_ticked", []),
        ("Oui x Non", "unclear_tick", []),
    ],
)
def test_what_cannot_be_read_is_told_and_never_written(france_frame, markdown, reason, suggestion):
    read_ = read(france_frame, "mechanism_useful", markdown)
    assert (read_.value, read_.reason, read_.suggestion) == (None, reason, suggestion)


def test_nothing_below_the_question_is_nothing_unread(france_frame):
    read_ = read(france_frame, "mechanism_useful", "Le mécanisme sert.")
    assert (read_.value, read_.reason, [unit.text for unit in read_.free]) == (None, "", ["Le mécanisme sert."])


@pytest.mark.parametrize(
    ("markdown", "value"),
    [
        (
            "☒ Secteur privé\n\n☐ Ministères\n\n☒ Autre : ONG",
            {"codes": ["private_sector", "other"], "other": {"fr": "ONG"}},
        ),
        ("Secteur privé ☒\n\nMinistères ☐", {"codes": ["private_sector"]}),
        ("x Secteur privé\n\nx Organisations d'employeurs", {"codes": ["private_sector", "employers"]}),
        ("☒ Autre (ONG)", {"codes": ["other"], "other": {"fr": "ONG"}}),
        ("x Autres", {"codes": ["other"]}),
        ("Autre : ONG", OTHER),
        ("[x] Syndicats", {"codes": ["workers"]}),
    ],
)
def test_several_choices(france_frame, markdown, value):
    assert read(france_frame, "national_partners", markdown).value == value


def test_the_text_of_other_is_read_and_the_rest_asked_for(france_frame):
    read_ = read(france_frame, "national_partners", "Secteur privé\n\nMinistères\n\nAutre : ONG")
    assert (read_.value, read_.reason) == (OTHER, "other_only")
    assert read_.lines == ["Secteur privé", "Ministères", "Autre : ONG"]


def test_two_options_on_one_line(france_frame):
    read_ = read(
        france_frame,
        "international_partners",
        "OIT\n\nOrganismes des Nations Unies (autre que l'OIT) Organisations internationales de la société civile",
    )
    assert (read_.value, read_.reason, read_.free) == (None, "no_tick", [])


def test_not_applicable_goes_with_nothing_else(france_frame):
    read_ = read(france_frame, "evidence_types", "☒ Sans objet\n\n☒ Enquêtes")
    assert (read_.value, read_.reason) == (None, "exclusive")
    assert sorted(read_.suggestion) == ["not_applicable", "surveys"]


def test_words_beside_a_tick_are_kept(france_frame):
    read_ = read(france_frame, "national_partners", "☒ Ministères : Travail, Justice\n\n☐ Secteur privé")
    assert read_.value == {"codes": ["ministries"]}
    assert [unit.text for unit in read_.free] == ["Ministères : Travail, Justice"]


def test_somebodys_own_sentence_is_no_text_of_other(france_frame):
    read_ = read(france_frame, "national_partners", "Autres actions menées avec des villes.")
    assert (read_.value, [unit.text for unit in read_.free]) == (None, ["Autres actions menées avec des villes."])


def test_a_footnote_at_an_option_is_kept(france_frame):
    read_ = read(france_frame, "mechanism_useful", "☒ Oui[^1]\n\n☐ Non\n\n[^1]: Vraiment.")
    assert (read_.value, [unit.full_text.strip() for unit in read_.free]) == ("yes", ["Vraiment."])


def test_a_text_of_other_that_is_too_long_goes_on_among_the_leftovers(france_frame):
    read_ = read(france_frame, "national_partners", "☒ Autre : " + "beaucoup de mots " * 40)
    assert 400 < len(read_.value["other"]["fr"]) <= 500
    assert [unit.text.split()[-1] for unit in read_.rest] == ["mots"]
