"""Who has never logged in: those who have not accepted their invitation, and accounts that nobody used yet."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forum.access import alliance_or_404, require
from forum.models import Invitation, Membership
from forum.permissions import RoleContext, can
from forum.queries import ALLIANCE
from forum.roles import Role

PEOPLE_A_PAGE = 50
INVITED, JOINED = "invited", "joined"


@dataclass(frozen=True)
class Absent:
    """Somebody who is invited to a role, or holds it, and was never here."""

    held: Invitation | Membership
    name: str
    email: str
    is_invited: bool
    may_change: bool

    @property
    def code(self) -> str:
        """Stands for the country in addresses."""
        return self.held.country.code if self.held.country else ALLIANCE


def absent_people() -> QuerySet:
    """(code, name, pk, kind) of each, by country; the Alliance's own people first."""
    lasting = Membership.objects.lasting().filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    unused = lasting.filter(user__last_login=None, user__is_active=True)
    told = {"code": Coalesce("country__code", Value(""))}
    columns = ("code", "called", "pk", "kind")
    invited = Invitation.objects.open().annotate(called=F("name"), kind=Value(INVITED), **told)
    joined = unused.annotate(called=F("user__name"), kind=Value(JOINED), **told)
    found = invited.order_by().values_list(*columns).union(joined.order_by().values_list(*columns))
    return found.order_by(*columns)


@never_cache
@require_safe
def never_logged_in(request: HttpRequest) -> HttpResponse:
    alliance_or_404(request.user)
    require(can(request.user, "read_never_logged_in", None))
    page = Paginator(absent_people(), PEOPLE_A_PAGE).get_page(request.GET.get("page"))
    related = ("country", "working_group", "organisation")
    keys = {kind: [key for _code, _name, key, each in page.object_list if each == kind] for kind in (INVITED, JOINED)}
    held = {
        INVITED: Invitation.objects.select_related(*related, "invited_by").in_bulk(keys[INVITED]),
        JOINED: Membership.objects.select_related(*related, "user").in_bulk(keys[JOINED]),
    }
    rows = []
    for _code, name, key, kind in page.object_list:
        one = held[kind][key]
        may_change = bool(can(request.user, "change", one.country, RoleContext(Role(one.role))))
        email = one.email if kind == INVITED else one.user.email
        rows.append(Absent(one, name or email, email, kind == INVITED, may_change))
    return render(request, "desk/never_logged_in.html", {"page": page, "rows": rows})
