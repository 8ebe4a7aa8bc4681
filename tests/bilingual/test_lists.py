"""A list of problems ends at fifty."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from bilingual.lists import and_more, first_ones, sentences
from tests.bilingual.test_tags import render
from tests.client import in_one_line


@pytest.mark.parametrize(
    ("number", "shown", "more"), [(0, 0, ""), (50, 50, ""), (51, 50, "and 1 more"), (10_000, 50, "and 9,950 more")]
)
def test_so_many_are_shown_and_the_rest_is_counted(number, shown, more):
    lines = [str(line) for line in range(number)]
    assert (first_ones(lines), and_more(lines)) == (lines[:shown], more)


def test_in_french():
    with translation.override("fr"):
        found = [and_more(range(number)) for number in (51, 10_000)]
    assert [one.replace("\u202f", " ").replace("\xa0", " ") for one in found] == ["et 1 autre", "et 9 950 autres"]


def test_templates_have_the_same():
    source = "{% for one in lines|first_ones %}{{ one }} {% endfor %}{{ lines|and_more }}"
    assert render(source, lines=list(range(52))).endswith(" 49 and 2 more")


def test_the_summary_of_errors_ends_so():
    problems = [{"message": f"Line {number} is wrong"} for number in range(9_000)]
    html = in_one_line(render_to_string("components/error_summary.html", {"problems": problems}))
    lines = re.findall(r"<li>(.*?)</li>", html)
    assert (len(lines), lines[-2:]) == (51, ["Line 49 is wrong", "and 8,950 more"])


def test_on_the_command_line_a_long_list_is_lines_of_text():
    assert sentences([f"problem {number}" for number in range(10_000)])[49:] == ["problem 49", "and 9,950 more"]
    assert sentences(["one"]) == ["one"]
