"""Giving another role, changing and ending one."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import Forbidden, require
from forum.fingerprints import Stale, of_membership
from forum.memberships import change_membership, end_membership, ending_with, give_role, refuse_history
from forum.models import Country, Membership
from forum.people_forms import EndForm, GiveRoleForm, MembershipForm, show_error, today
from forum.permissions import RoleContext, can, gives
from forum.queries import memberships_in, place_or_404
from forum.roles import Role
from forum.vacancy import has_focal_point
from forum.views.people import place_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, country: str) -> HttpResponse:
    """Another role for somebody who is known in the country."""
    place = place_or_404(request.user, country)
    if place is None:
        raise Http404
    require(can(request.user, "manage", place))
    status = 200
    form = GiveRoleForm(
        request.POST if request.method == "POST" else None,
        country=place,
        offered=gives(request.user, place, has_focal_point(place)),
        initial={"since": today(), "person": request.GET.get("person", "")},
    )
    if request.method == "POST" and form.is_valid():
        dates = {name: form.cleaned_data[name] for name in ("since", "until")}
        try:
            given = give_role(user=form.cleaned_data["person"], country=place, by=request.user, **form.place, **dates)
            said = _("%(person)s now has the role: %(role)s.")
            if given.is_to_come:
                said = _("%(person)s will have the role from the day that you chose: %(role)s.")
            messages.success(request, said % {"person": given.user, "role": given.get_role_display()})
            return redirect("forum:people", country)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return render(request, "forum/add_role.html", place_context(place) | {"form": form}, status=status)


def membership_or_404(place: Country | None, pk: int) -> Membership:
    found = memberships_in(place).filter(pk=pk).select_related("country").first()
    if found is None:
        raise Http404
    return found


def require_open(request: HttpRequest, place: Country | None, membership: Membership) -> None:
    """Raises Forbidden with the reason why this role cannot be changed by the reader. The verbs ask again."""
    require(can(request.user, "change", place, RoleContext(Role(membership.role))))
    try:
        refuse_history(membership)
    except ValidationError as error:
        raise Forbidden(" ".join(error.messages)) from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, country: str, membership: int) -> HttpResponse:
    place = place_or_404(request.user, country)
    found = membership_or_404(place, membership)
    require_open(request, place, found)
    status, theirs = 200, None
    initial = {name: getattr(found, name) for name in ("working_group", "organisation", "since", "until")}
    initial["seen"] = of_membership(found)
    data = request.POST if request.method == "POST" else None
    form = MembershipForm(data, membership=found, country=place, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            change_membership(membership=found, **form.values, seen=form.cleaned_data["seen"], by=request.user)
            messages.success(request, _("What you changed has been saved."))
            return redirect("forum:people", country)
        except Stale as stale:
            theirs, status = stale.current, 409
            again = request.POST.copy()
            again["seen"] = of_membership(theirs)
            form = MembershipForm(again, membership=theirs, country=place)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    context = place_context(place) | {"form": form, "membership": found, "theirs": theirs}
    return render(request, "forum/change_role.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, country: str, membership: int) -> HttpResponse:
    """The page says what ending means; its button ends the role."""
    place = place_or_404(request.user, country)
    found = membership_or_404(place, membership)
    require_open(request, place, found)
    status = 200
    form = EndForm(request.POST if request.method == "POST" else None, initial={"last_day": today()})
    if request.method == "POST" and form.is_valid():
        try:
            ended = end_membership(membership=found, last_day=form.cleaned_data["last_day"], by=request.user)
            said = _("The role ends: %(role)s of %(person)s.")
            if ended.is_over:
                said = _("The role has ended: %(role)s of %(person)s.")
            messages.success(request, said % {"role": ended.get_role_display(), "person": ended.user})
            if ended.user == request.user:  # it may have been their last role here
                return redirect("home")
            return redirect("forum:people", country)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    context = place_context(place) | {
        "form": form,
        "membership": found,
        "is_own": found.user == request.user,
        "withdrawn": ending_with(found),
    }
    return render(request, "forum/end_role.html", context, status=status)
