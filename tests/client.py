"""The test client of this suite: every HTML answer is read for faults, and what waits for a commit happens."""

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
        return response
