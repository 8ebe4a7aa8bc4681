"""The mails that could not be sent, for administrators: to whom, of what kind, why; and trying again."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import alliance_or_404, require
from forum.models import User
from forum.permissions import can
from journal.record import record
from notices.kinds import KINDS
from notices.models import Notice
from notices.retry import given_up, try_again

MAILS_A_PAGE = 50


@dataclass(frozen=True)
class MailLine:
    notice: Notice
    kind: str
    """The kind in words; its name, where a version that is gone knew it."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """The list; a post tries one of them again, or all of the page."""
    alliance_or_404(request.user)
    require(can(request.user, "read_unsent_mails", None))
    if request.method == "POST":
        number = send_again([int(key) for key in request.POST.getlist("mail") if key.isdecimal()], by=request.user)
        said = ngettext("%(number)s mail is tried again.", "%(number)s mails are tried again.", number)
        messages.success(request, said % {"number": number})
        return redirect("desk:mails")
    page = Paginator(given_up(), MAILS_A_PAGE).get_page(request.GET.get("page"))
    lines = [MailLine(one, str(KINDS[one.kind].label) if one.kind in KINDS else one.kind) for one in page.object_list]
    return render(request, "desk/mails.html", {"page": page, "lines": lines})


@transaction.atomic
def send_again(keys: list[int], *, by: User) -> int:
    """Try these mails again, with a line in the journal; gives how many there were to be tried."""
    again = try_again(keys)
    if again:
        record("mails.tried_again", by=by, target=by, notices=again)
    return len(again)
