from richtext.build import bullet_list, heading, paragraph
from tests.reports.checks.writing import found, write


def test_an_empty_heading(report):
    write(report, "Avant.", heading(1), "Après.", heading(1, " "))

    message = "There is an empty heading here."
    assert found(report, "headings_empty") == [("key_results", message, "Après."), ("key_results", message, "")]


def test_a_heading_before_one_of_its_level_or_at_the_end(report):
    write(report, heading(1, "Un"), paragraph(), heading(1, "Deux"), heading(2, "Trois"), heading(1, "Quatre"))

    message = "There is no text below this heading."
    assert [(text, found_message) for _name, found_message, text in found(report, "headings_bare")] == [
        ("Un", message),
        ("Trois", message),
        ("Quatre", message),
    ]


def test_a_heading_above_a_lower_one_or_a_list(report):
    write(report, heading(1, "Un"), heading(2, "Deux"), bullet_list("trois"))

    assert found(report, "headings_bare") == found(report, "headings_empty") == []
