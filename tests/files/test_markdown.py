import pytest

from files.markdown import is_html, with_lists


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1) un\n2) deux", "1. un\n2. deux\n"),
        ("7) sept", "7. sept\n"),
        ("Mesures :\n1) un\n2) deux", "Mesures :\n\n1. un\n2. deux\n"),
        ("Mesures :\n- un\n- deux\nencore", "Mesures :\n\n- un\n- deux\nencore\n"),
        ("Mesures :\n• un\n• deux", "Mesures :\n\n• un\n\n• deux\n"),
        ("a) un\nb) deux", "a) un\n\nb) deux\n"),
        ("- un\n  1) dedans", "- un\n  1. dedans\n"),
        ("adopté en\n2022. La suite (voir\n2) là)", "adopté en\n2022. La suite (voir\n2) là)\n"),
        ("```\nx\n- un\n1) deux\n```\ny\n- trois", "```\nx\n- un\n1) deux\n```\ny\n\n- trois\n"),
        ("(x) Oui\n( ) Non", "(x) Oui\n( ) Non\n"),
        ("un\n-deux\n*trois*", "un\n-deux\n*trois*\n"),
        ("    1) du code", "    1) du code\n"),
    ],
)
def test_a_list_may_follow_a_line(written, read):
    assert with_lists(written) == read


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("<pas une balise>", False),
        ("<nom du ministère>", False),
        ("</ministère>", False),
        ("<a et b>", False),
        ("<b et c>", False),
        ("<b>", True),
        ("</b>", True),
        ("<A href='x'>", True),
        ("<input type=checkbox checked>", True),
        ("<p hidden>", True),
        ("<!-- un commentaire -->", True),
        ("<script>alert(1)</script>", True),
    ],
)
def test_what_is_a_tag(written, known):
    assert is_html(written) is known
