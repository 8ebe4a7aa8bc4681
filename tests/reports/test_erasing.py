"""After somebody is erased, no table says their name or address, but where a country's signed text needs it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from forum.erasing import erase_person
from forum.models import User
from forum.roles import Role
from notices.digest import send_digests
from notices.models import Delivery, Notice, NoticePreference, ShownMail
from notices.writing import tell_address
from reports.assignments.actions import assign
from reports.content.loading import load
from reports.content.places import Place
from reports.review.comments import open_thread, reply
from reports.review.suggestion_notices import tell_of_proposals
from reports.review.suggestions import propose
from reports.word.export import take_out
from tests.factories.forum import InvitationFactory
from tests.factories.reports import entry_of, text
from tests.reports.way import Way

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

NAME, EMAIL = "Ada Lovelace", "ada.lovelace@example.org"
KEPT = {("reports_snapshot", "content"), ("reports_forumanswer", "given_by_name")}
"""What was frozen names who answered for a group and who took part (reports.erasing)."""


def named(row) -> bool:
    """Whether a value of a table, of whatever type, says the name or the address."""
    said = bytes(row).decode("utf-8", "replace") if isinstance(row, bytes | memoryview) else str(row)
    return re.search(rf"{NAME.replace(' ', '.{1,2}')}|{EMAIL}", said, re.IGNORECASE | re.DOTALL) is not None


def where_it_stands() -> set[tuple[str, str]]:
    """Table and column, for every table of the database, those of other people's apps included."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [column[0] for column in cursor.description]
            found |= {
                (table, name)
                for row in cursor.fetchall()
                for name, cell in zip(columns, row, strict=True)
                if named(cell)
            }
    return found


@pytest.fixture
def way(run_tasks, settings) -> Way:
    """Ada chairs a group: she was invited, writes, and others are told of her; some mails went out, others wait."""
    settings.EMAIL_BACKEND = "notices.outbox.EmailBackend"
    way = Way(groups=1)
    ada, report = way.chairs[0], way.report
    User.objects.filter(pk=ada.pk).update(name=NAME, email=EMAIL)
    ada.refresh_from_db()
    NoticePreference.objects.create(user=way[Role.DEPUTY], kind="", how=Delivery.DIGEST)
    InvitationFactory(country=way.country, email=EMAIL, name=NAME, accepted_by=ada, accepted_at=timezone.now())
    tell_address("notices.digest", email=EMAIL.upper(), language="en", about={"number": 0, "groups": [], "tasks": []})
    entry = entry_of(report, "key_results")
    assign(report=report, place=Place(section="overall"), to=ada, by=way.focal_point)
    asked = "@The national focal point, @The deputy focal point: is it so?"
    thread = open_thread(report=report, entry=entry, language="fr", body=asked, by=ada).thread
    answer = f"@{NAME.lower()} and @The reviewer: it is, says @{EMAIL}"
    reply(thread=thread, entry=entry, body=answer, by=way.focal_point)
    standing = entry.answers["fr"].value
    propose(report=report, entry=entry, language="fr", value=text("Le plan."), written_on=standing, by=ada)
    tell_of_proposals(report.pk, ada.pk, now=timezone.now() + timedelta(hours=1))
    content = load(report)
    section = next(one for one in content.sections if one.key == "overall")
    take_out(content=content, section=section, language="fr", by=ada)
    run_tasks()
    send_digests(timezone.localdate())
    way.do("send_to_forum")
    way.answer(1)
    return way


def test_no_table_says_the_name_or_the_address(way):
    before = where_it_stands()
    assert {("notices_notice", column) for column in ("subject", "body", "email")} < before
    assert {("notices_shownmail", "text"), ("journal_entry", "actor_name"), ("forum_user", "name"), *KEPT} < before
    others = set(Notice.objects.exclude(to=way.chairs[0]).exclude(email__iexact=EMAIL).values_list("pk", flat=True))

    erase_person(user=way.chairs[0], by=way[Role.ADMINISTRATOR])

    assert where_it_stands() == KEPT
    assert set(Notice.objects.values_list("pk", flat=True)) == others


def test_what_others_were_told_says_so_in_their_language_and_mails_that_wait_go_out_so(way, run_tasks):
    User.objects.filter(pk=way[Role.REVIEWER].pk).update(language="fr")
    french = Notice.objects.filter(to=way[Role.REVIEWER]).get()
    Notice.objects.filter(pk=french.pk).update(language="fr")
    ShownMail.objects.all().delete()

    neutral = erase_person(user=way.chairs[0], by=None)

    number = neutral.rpartition(" ")[2]
    french.refresh_from_db()
    assert (f"personne effacée nᵒ\u00a0{number}" in french.body, "erased person" in french.body) == (True, False)
    told = Notice.objects.filter(to=way.focal_point, kind="reports.mentioned").get()
    assert (neutral in f"{told.subject} {told.body}", "is it so?" in told.body) == (True, True)
    run_tasks()
    mails = " ".join(f"{mail.subject} {mail.text}" for mail in ShownMail.objects.order_by("pk"))
    assert (neutral in mails, NAME in mails) == (True, False)
