"""A campaign that is open: its due date, who got a report and who did not, and the mails that announce it."""

from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bilingual.text import Text
from forum.access import alliance_or_404, require
from forum.permissions import can
from pathfinder.desk.forms import AnnouncementForm
from reports.answers.opening import prospects
from reports.models import Campaign
from reports.signoff import announcing
from reports.signoff.due import change_campaign_due
from reports.signoff.forms import DueForm


def campaign_or_404(request: HttpRequest, year: int) -> Campaign:
    alliance_or_404(request.user)
    require(can(request.user, "run_campaigns", None))
    return get_object_or_404(Campaign, year=year)


@never_cache
@require_safe
def campaign(request: HttpRequest, year: int) -> HttpResponse:
    return page(request, campaign_or_404(request, year))


@never_cache
@require_POST
def change_due(request: HttpRequest, year: int) -> HttpResponse:
    found = campaign_or_404(request, year)
    form = DueForm(request.POST)
    if form.is_valid():
        try:
            if change_campaign_due(campaign=found, due_on=form.cleaned_data["due_on"], by=request.user):
                messages.success(request, _("The due date is changed, and those who lead the reports are told."))
        except ValidationError as error:
            form.add_error("due_on", error)
        else:
            return redirect("desk:campaign", year)
    return page(request, found, due_form=form, status=422)


@never_cache
@require_POST
def preview(request: HttpRequest, year: int) -> HttpResponse:
    """The mails with what the secretariat adds; nothing is sent."""
    found = campaign_or_404(request, year)
    form = AnnouncementForm(request.POST)
    return page(request, found, form=form, chosen=chosen_keys(request), status=200 if form.is_valid() else 422)


@never_cache
@require_POST
def announce(request: HttpRequest, year: int) -> HttpResponse:
    found = campaign_or_404(request, year)
    form, chosen = AnnouncementForm(request.POST), chosen_keys(request)
    if form.is_valid() and not chosen:
        form.add_error(None, _("Choose at least one report."))
    if not form.is_valid():
        return page(request, found, form=form, chosen=chosen, status=422)
    again = {int(key) for key in request.POST.getlist("again") if key.isdecimal()}
    done = announcing.announce(
        campaign=found, first=chosen - again, again=again, words=form.cleaned_data["words"], by=request.user
    )
    mails = sum(len(one.people) for one in done)
    sent = ngettext("%(number)s mail is on its way.", "%(number)s mails are on their way.", mails)
    messages.success(request, sent % {"number": mails})
    return redirect("desk:campaign", year)


def chosen_keys(request: HttpRequest) -> set[int]:
    """The reports that are ticked, those announced before among them."""
    keys = [*request.POST.getlist("report"), *request.POST.getlist("again")]
    return {int(key) for key in keys if key.isdecimal() and len(key) < 10}


def page(
    request: HttpRequest,
    campaign: Campaign,
    *,
    form: AnnouncementForm | None = None,
    due_form: DueForm | None = None,
    chosen: Collection[int] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Without a choice, what was not announced yet is ticked."""
    plan = announcing.plan_announcements(campaign)
    if chosen is None:
        chosen = {one.report.pk for one in plan if one.report.announced_at is None}
    words = form.cleaned_data.get("words", Text()) if form and form.is_valid() else Text()
    context = {
        "campaign": campaign,
        "plan": [(one, one.letters(words, request.user), one.report.pk in chosen) for one in plan],
        "nobody": [one.report.country for one in plan if not one.people],
        "mails": sum(len(one.people) for one in plan if one.report.pk in chosen),
        "without": [one.country for one in prospects(campaign.year) if not one.is_open],
        "form": form or AnnouncementForm(),
        "due_form": due_form or DueForm(initial={"due_on": campaign.due_on}),
    }
    return render(request, "desk/campaign.html", context, status=status)
