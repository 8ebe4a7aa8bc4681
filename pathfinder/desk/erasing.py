"""Erasing a person at their request: who it is and what follows, and only then the act. For administrators."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import alliance_or_404, require
from forum.erasing import erase_person, obstacle
from forum.models import User
from forum.permissions import can


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address; show who has it; a post with the same address erases them."""
    alliance_or_404(request.user)
    require(can(request.user, "erase_person", None))
    email = (request.POST or request.GET).get("email", "").strip()
    person = User.objects.filter(email__iexact=email).first() if email else None
    reason = reason_against(person, request.user) if person else ""
    if request.method == "POST" and person and not reason:
        try:
            neutral = erase_person(user=person, by=request.user)
        except ValidationError as error:
            reason = error.message
        else:
            messages.success(request, _("The person is erased, and called “%(name)s” from now on.") % {"name": neutral})
            return redirect("desk:table")
    held = person.memberships.current().select_related("country").order_by("country__code", "pk") if person else []
    context = {"email": email, "person": person, "reason": reason, "held": held}
    return render(request, "desk/erase.html", context, status=422 if request.method == "POST" else 200)


def reason_against(person: User, by: User) -> str:
    """Why the person cannot be erased by this administrator; "" if nothing is in the way."""
    if person.pk == by.pk:
        return _("Another administrator has to erase you.")
    return obstacle(person)
