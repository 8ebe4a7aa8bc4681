"""`manage.py check --deploy` says what a real site lacks."""

import pytest

from notices.checks import a_way_out, links_in_mails


@pytest.mark.parametrize(
    ("url", "demonstration", "found"),
    [
        ("", False, ["notices.E001"]),
        ("report.example.org", False, ["notices.E001"]),
        ("http://report.example.org", False, ["notices.W001"]),
        ("http://127.0.0.1:8000", True, []),
        ("https://report.example.org", False, []),
    ],
)
def test_the_address_of_the_site(settings, url, demonstration, found):
    settings.SITE_URL, settings.DEMONSTRATION = url, demonstration
    assert [message.id for message in links_in_mails()] == found


@pytest.mark.parametrize(("backend", "found"), [("console", ["notices.W002"]), ("smtp", [])])
def test_the_mail_server(settings, backend, found):
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    assert [message.id for message in a_way_out()] == found
