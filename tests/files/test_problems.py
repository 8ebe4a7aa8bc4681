"""A list of problems that can be read to its end."""

import pytest
from django.utils.translation import override

from files.problems import told


@pytest.mark.parametrize(
    "count,language,end",
    [
        (0, "en", []),
        (50, "en", ["problem 49"]),
        (51, "en", ["problem 49", "and 1 more"]),
        (10_000, "en", ["problem 49", "and 9,950 more"]),
        (10_000, "fr", ["problem 49", "et 9\xa0950 autres"]),
        (51, "fr", ["problem 49", "et 1 autre"]),
    ],
)
def test_fifty_problems_are_told_and_of_the_rest_the_number(count, language, end):
    with override(language):
        assert told([f"problem {number}" for number in range(count)])[49:] == end
