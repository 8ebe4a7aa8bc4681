"""Reading editions: what a file gives, and how a broken one is refused."""

import pytest

from bilingual.text import Text
from questionnaires import checks, loader
from questionnaires.loader import EditionError, UnknownEdition
from questionnaires.schema import Condition, Option, Question


def test_an_edition_is_read_whole(written):
    edition = written()
    assert (edition.key, edition.title) == ("2099", Text.of(en="Small", fr="Petit"))
    assert [(section.key, len(section.questions)) for section in edition.sections] == [("first", 3), ("second", 6)]
    assert edition.section("first").aliases == {"fr": ("Partie une",)}
    assert edition.question("asked_if_yes") == Question(
        key="asked_if_yes",
        kind="several",
        label=Text.of(en="Which?", fr="Lesquels ?"),
        options_from="evidence_types",
        option_aliases={"surveys": {"fr": ("Sondages",)}},
        detail="notes",
        condition=Condition("asked_first", ("yes",)),
        options=(
            Option("none", Text.of(en="None", fr="Aucun"), exclusive=True),
            Option("other", Text.of(en="Other", fr="Autres"), other=True),
        ),
    )


def test_an_edition_is_read_once():
    assert loader.edition("2023") is loader.edition("2023")


def test_an_unknown_edition_is_refused_and_the_known_ones_are_named():
    with pytest.raises(UnknownEdition) as refusal:
        loader.edition("../LOCK")
    assert str(refusal.value) == f"There is no edition ../LOCK; there are: {', '.join(loader.available_editions())}."


def test_editions_are_listed_oldest_first(tmp_path):
    for name in ("2025.10.toml", "2025.2.toml", "2025.toml", "2024.toml", "LOCK"):
        (tmp_path / name).touch()
    assert loader.keys_in(tmp_path) == ("2024", "2025", "2025.2", "2025.10")


@pytest.mark.parametrize(
    "old,new,message",
    [
        (
            'kind = "rich_text"',
            "kind = rich_text",
            "2099.toml: this is not TOML: Invalid value (at line 12, column 10)",
        ),
        ('  kind = "rich_text"\n', "", "2099.toml, section first, question progress: “kind” is missing"),
        ("required = true", "requierd = true", "2099.toml, section first, question progress: unknown: requierd"),
        (
            "required = true",
            'required = "yes"',
            "2099.toml, section first, question progress: “required” must be true or false, not 'yes'",
        ),
        (
            "minimum = 0",
            "minimum = true",
            "2099.toml, section second, question mark: “minimum” must be a whole number, not True",
        ),
        (
            'key = "progress"',
            'key = "é"',
            "2099.toml, section first, question é: 'é' is no key: use small letters, digits and _ (at most 60)",
        ),
        (
            'label = { en = "Kept", fr = "Tenue" }',
            'label = { en = "Kept", xx = "?" }',
            "2099.toml, section first, question kept: “label”: unknown language: xx",
        ),
        (
            'label = { en = "Kept", fr = "Tenue" }',
            'label = "Kept"',
            "2099.toml, section first, question kept: “label” must be a table, not 'Kept'",
        ),
        (
            'label = { en = "Kept", fr = "Tenue" }',
            'label = { en = 1, fr = "Tenue" }',
            "2099.toml, section first, question kept: “label.en” must be text, not 1",
        ),
        (
            'values = ["yes"]',
            "values = []",
            "2099.toml, section second, question asked_if_yes, condition: “values” must be a list of texts, not []",
        ),
        (
            '{ code = "none",',
            '{ code = "none", multiple = true,',
            "2099.toml, section second, question asked_if_yes, option none: unknown: multiple",
        ),
        (
            'option = [{ code = "yes", label = { en = "Yes", fr = "Oui" } }]',
            'option = ["yes"]',
            "2099.toml, section first, question kept: “option” must be a list of tables, not 'yes'",
        ),
        (
            '    key = "step"\n',
            "",
            "2099.toml, section second, question steps, field number 1: “key” is missing",
        ),
    ],
)
def test_a_malformed_file_is_refused_with_its_name_and_the_place(written, old, new, message):
    with pytest.raises(EditionError) as refusal:
        written(old, new)
    assert str(refusal.value) == message


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "2099.toml"
    path.write_bytes('title = { fr = "Édition" }'.encode("latin-1"))
    with pytest.raises(EditionError, match=r"^2099\.toml: this is not TOML: 'utf-8' codec"):
        loader.read(path)


SPANISH = """
title = "Pequeño"
[section.first]
title = "Primera"
intro = "Desde {period_start}"
aliases = ["Parte uno"]
question.progress.label = "Avances en «{title}»"
question.kept.label = "Cumplida"
question.kept.option.yes = "Sí"
question.kept_how.label = "Cómo"
[section.second]
title = "Segunda"
question.asked_first = { label = "¿De acuerdo?", option = { yes = "Sí", no = "No" } }
question.asked_if_yes = { label = "¿Cuáles?", option = { none = "Ninguno", other = "Otros" } }
question.asked_if_other.label = "¿Qué otros?"
question.mark = { label = "¿Cuánto?", help = "Su opinión", low = "Poco", high = "Mucho" }
question.steps.label = "Pasos hasta {next_period_end}"
question.steps.field.step.label = "Paso"
question.notes.label = "Notas"
"""


@pytest.fixture
def spanish(written, tmp_path):
    """spanish(old, new) reads the small edition with Spanish words beside it, in which `old` is replaced."""

    def write(old: str = "", new: str = ""):
        assert old in SPANISH
        (tmp_path / "2099").mkdir(exist_ok=True)
        (tmp_path / "2099" / "es.toml").write_text(SPANISH.replace(old, new, 1) if old else SPANISH)
        return written()

    return write


def test_the_words_of_a_language_stand_beside_the_edition_and_leave_its_hash(written, spanish):
    before, edition = written(), spanish()
    assert (before.languages, edition.languages) == (("en", "fr"), ("en", "fr", "es"))
    assert edition.sha256 == before.sha256
    assert checks.problems_of(edition) == []
    assert edition.question("steps.step").label == Text.of(en="Step", fr="Étape", es="Paso")
    assert edition.question("kept").options == (Option("yes", Text.of(en="Yes", fr="Oui", es="Sí")),)
    assert edition.section("first").aliases == {"fr": ("Partie une",), "es": ("Parte uno",)}


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("question.notes", "question.nots", "2099/es.toml, section, second, question: unknown: nots"),
        ('label = "Notas"', 'help = "Notas"', "2099/es.toml, section, second, question, notes: unknown: help"),
        ('"Notas"', "1", "2099/es.toml, section, second, question, notes: “label” must be text, not 1"),
        ("[section.first]", "[section.third]", "2099/es.toml, section: unknown: third"),
        ("title =", "title", "2099/es.toml: this is not TOML: "),
    ],
)
def test_words_for_what_is_not_asked_are_refused(spanish, old, new, message):
    with pytest.raises(EditionError) as refusal:
        spanish(old, new)
    assert str(refusal.value).startswith(message)


def test_a_word_that_is_missing_is_a_problem_of_the_edition(spanish):
    problems = checks.problems_of(spanish('question.notes.label = "Notas"\n', ""))
    assert [problem.msg for problem in problems] == ["Edition 2099, question notes: the label is missing in “es”."]
