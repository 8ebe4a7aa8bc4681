"""The mail of a notice: text and page, links with the host, and a way to turn it down."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from notices.mail import message_for
from notices.preferences import stop_token
from notices.writing import tell, tell_address
from tests.notices.samples import assign
from tests.strict.html import problems

pytestmark = pytest.mark.django_db

SITE = "https://report.example.org"


def page_of(message) -> str:
    (page,) = message.alternatives
    assert page.mimetype == "text/html"
    return page.content


def test_the_whole_text(zoe):
    (notice,) = assign(zoe)
    message = message_for(notice)
    stop = f"{SITE}/fr/notices/stop/{stop_token(zoe.pk, 'samples.assigned')}/"
    assert (message.subject, message.to) == ("À vous d’écrire : Prevention", ["zoe@example.org"])
    head, foot = message.body.split("\n--\n")
    assert head == (f"Zoé, Prevention <waits> & https://alliance87.example.org/help\n\n{SITE}/fr/reports/\n")
    assert re.findall(r"https?://\S+", foot) == [SITE, f"{SITE}/fr/notices/settings/", stop]
    assert message.extra_headers == {
        "Message-ID": f"<notice.{notice.pk}.{int(notice.written_at.timestamp())}@report.example.org>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_the_page_says_the_same_and_fetches_nothing(zoe):
    page = page_of(message_for(*assign(zoe)))
    assert '<html lang="fr">' in page
    assert 'Zoé, Prevention &lt;waits&gt; &amp; <a href="https://alliance87.example.org/help"' in page
    assert re.search(r"<(img|script|link|iframe)|url\(|@import", page) is None
    assert problems(page) == ["inline style sheet"]  # mail programs load no other


def test_what_is_essential_cannot_be_turned_down(ana):
    (to_ana,) = tell("samples.invited", to=[ana], about={"inviter": "Zoé"})
    to_nobody = tell_address("samples.invited", email="new@example.org", language="en", about={"inviter": "Zoé"})
    for notice in (to_ana, to_nobody):
        message = message_for(notice)
        assert set(message.extra_headers) == {"Message-ID", "Auto-Submitted"}
        assert "cannot be turned off" in message.body and "stop/" not in message.body + page_of(message)


def test_who_replies_reaches_whose_act_it_is_about(ana, zoe, settings):
    settings.CONTACT_EMAIL = "secretariat@example.org"
    (notice,) = tell("samples.assigned", to=[ana], about={"section": "Prevention"}, by=zoe)
    message = message_for(notice)
    assert message.reply_to == ["zoe@example.org"]
    for text in (message.body, page_of(message)):
        assert "This message was sent by Zoé. Reply to it to reach them: zoe@example.org" in text
        assert "Pathfinder is where the countries of Alliance 8.7 write their yearly reports" in text


@pytest.mark.parametrize(("contact", "reached"), [("secretariat@example.org", ["secretariat@example.org"]), ("", [])])
def test_who_replies_to_a_mail_of_nobody_reaches_the_secretariat_where_it_has_an_address(
    ana, settings, contact, reached
):
    settings.CONTACT_EMAIL = contact
    message = message_for(*assign(ana))
    assert (message.reply_to, "Questions? Reply to this message" in message.body) == (reached, bool(contact))


def test_who_is_erased_is_reached_no_more(ana, zoe):
    (notice,) = tell("samples.assigned", to=[ana], about={"section": "Prevention"}, by=zoe)
    type(zoe).objects.filter(pk=zoe.pk).update(is_active=False)
    notice.refresh_from_db()
    message = message_for(notice)
    assert (message.reply_to, "This message was sent by" in message.body) == ([], False)


def test_a_kind_that_is_no_longer_registered_is_sent_all_the_same(ana):
    (notice,) = assign(ana)
    notice.kind = "samples.gone"
    assert message_for(notice).subject == "Yours to write: Prevention"


def test_without_the_address_of_the_site_there_is_no_mail(ana, settings):
    (notice,) = assign(ana)
    settings.SITE_URL = ""
    with pytest.raises(ImproperlyConfigured, match="SITE_URL"):
        message_for(notice)


def test_a_mail_says_which_message_it_is(ana):
    notice, other = assign(ana)[0], assign(ana)[0]
    ids = [message_for(one).message()["Message-ID"] for one in (notice, notice, other)]
    assert (ids[0] == ids[1], ids[0] == ids[2]) == (True, False)
