import pytest

from reports.importing.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le travail de la commission est dans les mains du pays. " * 3, "fr"),
        ("The work of the commission is in the hands of the country. " * 4, "en"),
        ("The work of the commission. Le travail de la commission. " * 10, ""),
        ("Le travail de la commission.", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_where_it_is_plain(text, language):
    assert language_of([text]) == language
