"""Taking the second factor off the account of somebody who lost it: who it is, why, and only then the act.

For administrators; `manage.py remove_second_factor` does the same where no administrator can log in.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum import demonstration, second_factor
from forum.access import alliance_or_404, require
from forum.lost import NoSecondFactor, remove_second_factor
from forum.models import User
from forum.permissions import can

LONGEST_REASON = 500


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def remove_factor(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address; show who has it; a post with the same address and a reason does it."""
    alliance_or_404(request.user)
    require(can(request.user, "remove_second_factor", None))
    email = (request.POST or request.GET).get("email", "").strip()
    reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
    person = User.objects.filter(email__iexact=email).first() if email else None
    obstacle = obstacle_to(person, request.user) if person else ""
    problems = []
    if request.method == "POST" and person and not obstacle:
        if reason:
            try:
                remove_second_factor(user=person, by=request.user, reason=reason)
            except NoSecondFactor:
                obstacle = _("This account has no second factor.")
            else:
                said = _("%(name)s logs in with the password alone now. All sessions are ended, and a mail tells it.")
                messages.success(request, said % {"name": person})
                return redirect("desk:table")
        else:
            problems = [{"message": _("Write how you made sure who is asking."), "href": "#reason"}]
    held = person.memberships.current().select_related("country").order_by("country__code", "pk") if person else []
    context = {"email": email, "person": person, "obstacle": obstacle, "held": held, "problems": problems}
    return render(request, "desk/factor.html", context, status=422 if request.method == "POST" else 200)


def obstacle_to(person: User, by: User) -> str:
    """Why the second factor of the person stays; "" if nothing is in the way."""
    if person.pk == by.pk:
        return _(
            "You change your own second factor on the page of your account; if you lost it, ask another administrator."
        )
    if demonstration.is_shared(person):
        return _("This log-in is shared by all visitors of the demonstration; how it logs in stays as it is.")
    if not second_factor.is_set_up(person):
        return _("This account has no second factor.")
    return ""
