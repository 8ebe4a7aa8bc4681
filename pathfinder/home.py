"""The home page: what the reader has to do, what they wait for, and their reports."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forum.access import is_secretariat, memberships
from forum.models import Membership
from forum.permissions import can
from reports.tasks.queries import tasks_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    has_role = bool(memberships(request.user))
    context = {
        "found": tasks_of(request.user),
        "has_role": has_role,
        "to_come": None if has_role else Membership.objects.to_come().filter(user=request.user).first(),
        "is_secretariat": is_secretariat(request.user),
        "is_editor": bool(can(request.user, "run_campaigns", None)),
    }
    return render(request, "home.html", context)
