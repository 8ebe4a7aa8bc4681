import pytest

from questionnaires.schema import placeholders


def test_questions_are_in_order_and_without_the_fields_of_groups(written):
    assert [question.key for question in written().questions] == [
        "progress", "kept", "kept_how", "asked_first", "asked_if_yes", "asked_if_other", "mark", "steps", "notes"
    ]  # fmt: skip


def test_a_field_is_found_behind_the_key_of_its_group(written):
    edition = written()
    assert edition.question("steps.step") is edition.question("steps").fields[0]
    with pytest.raises(KeyError):
        edition.question("step")
    with pytest.raises(KeyError):
        edition.section("third")


def test_an_option_is_found_by_its_code(written):
    question = written().question("asked_first")
    assert question.option("no") is question.options[1]
    with pytest.raises(KeyError):
        question.option("perhaps")


def test_the_names_in_braces_are_found():
    assert placeholders("The {ordinal} priority, “{title}”, since {period_start}") == {
        "ordinal",
        "title",
        "period_start",
    }


@pytest.mark.parametrize("wording", ["{title", "title}", "{}", "{0}", "{title!r}", "{title:>20}", "{title.code}"])
def test_braces_that_hold_more_or_less_than_a_name_are_refused(wording):
    with pytest.raises(ValueError, match=r"holds more than a name|Single|expected"):
        placeholders(wording)
