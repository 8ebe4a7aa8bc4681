"""The test client of this suite: every HTML answer is read for faults, and what waits for a commit happens."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client, TestCase

from tests.strict.html import problems


class StrictClient(Client):
    def request(self, **request) -> HttpResponse:
        # A test runs inside a transaction that never commits; mails sent on commit are sent here.
        with TestCase.captureOnCommitCallbacks(execute=True):
            response = super().request(**request)
        if response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
            faults = problems(response.content.decode())
            if faults:
                pytest.fail(f"{request['REQUEST_METHOD']} {request['PATH_INFO']}:\n  " + "\n  ".join(faults))
            response.content = in_one_line(response.content.decode()).encode()
        return response


KEPT = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.S)
TAG = re.compile(r"<[a-zA-Z][^>]*>")
BOX = (
    r"</?(?:article|aside|blockquote|body|d[dlt]|details|div|fieldset|form|h\d|head|legend|li|link|main|meta|nav|noscript|"
    r"ol|option|p|section|select|summary|t[dhr]|table|tbody|thead|title|ul)\b[^>]*>"
)
LINK = r"(?:a|button|label)\b[^>]*>"
WORDS = r"(?:del|em|ins|q|span|strong|time)\b[^>]*>"
AT_AN_EDGE = re.compile(rf"({BOX}|<{LINK})\s*\n\s*|\s*\n\s*(?={BOX}|</{LINK})")
# A space at an end of words within a line is one with the space beside them.
AT_A_SPACE = re.compile(rf"((?:\s|{BOX}|<{LINK})<{WORDS})\s*\n\s*|\s*\n\s*(?=</{WORDS}(?:\s|{BOX}|</{LINK}))")


def in_one_line(html: str) -> str:
    """The page without the line breaks of its templates: none inside a tag, none at the ends of what it encloses."""
    parts = KEPT.split(TAG.sub(lambda tag: re.sub(r"\s*\n\s*", " ", tag[0]).replace(" >", ">"), html))
    for i in range(0, len(parts), 3):
        parts[i] = re.sub(r"\s*\n\s*", " ", AT_A_SPACE.sub(r"\1", AT_AN_EDGE.sub(r"\1", parts[i])))
    return "".join(part for i, part in enumerate(parts) if i % 3 != 2)
