"""The pages of notices. Nothing is marked as read: reading never writes."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from notices import preferences
from notices.forms import PreferencesForm
from notices.kinds import DIGEST, KINDS
from notices.queries import notices_of, shown_mails


@never_cache
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    return render(request, "notices/list.html", {"page": notices_of(request.user, request.GET.get("page", ""))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        preferences.choose(by=request.user, choices=form.choices())
        messages.success(request, _("Your choice has been saved."))
        return redirect("notices:settings")
    essential = [kind.label for kind in KINDS.values() if kind.essential]
    return render(request, "notices/settings.html", {"form": form, "essential": essential})


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """What a real site would have sent. In a demonstration everybody may read it: its people are not real."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "notices/outbox.html", {"page": shown_mails(request.GET.get("page", ""))})


@login_not_required
@csrf_exempt  # the signed link is what allows it, and mail programs send it by themselves (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mails(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in a mail leads. Only the button stops anything: mail programs open links to look at them."""
    user, kind = preferences.read_stop_token(token) or (None, "")
    reader = get_user_model().objects.filter(pk=user).first()
    if reader is None:
        raise Http404
    if request.method == "POST":
        preferences.stop(by=reader, kind=kind)
    label = KINDS[kind].label if kind in KINDS else ""
    context = {"label": label, "is_digest": kind == DIGEST, "is_stopped": request.method == "POST"}
    return render(request, "notices/stop.html", context)
