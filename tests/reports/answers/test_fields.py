"""The fields of the form: what stands in them, and what is shown until the editor has come."""

import pytest

from reports.answers.fields import rich_text
from tests.factories.reports import AnswerFactory, entry_of, text

pytestmark = pytest.mark.django_db


def html_of(report, *, plain: bool = False) -> str:
    return rich_text(entry_of(report, "key_results"), "fr", plain).widget.render("key_results", "{}")


def test_a_text_can_be_read_beside_the_field_that_the_editor_takes(report):
    AnswerFactory(report=report, value=text("Deux & trois."))

    before = '<div class="reading" data-before-editor lang="fr" dir="ltr"><p>Deux &amp; trois.</p></div>'
    assert html_of(report).endswith(before)
    assert "data-rich-text" in html_of(report)


def test_where_nothing_is_written_nothing_is_to_be_read(report):
    assert "before-editor" not in html_of(report)


def test_the_plain_form_has_the_text_in_its_field_alone(report):
    AnswerFactory(report=report, value=text("Deux"))

    assert "before-editor" not in html_of(report, plain=True)
