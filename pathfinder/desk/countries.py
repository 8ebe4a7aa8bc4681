"""The countries, for administrators: adding one with its first focal point, and changing it later."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from bilingual.languages import LANGUAGES
from forum.access import Forbidden, alliance_or_404, require
from forum.countries import add_country, change_country, of_country
from forum.fingerprints import Stale
from forum.models import Country
from forum.people_forms import show_error
from forum.permissions import can
from forum.queries import overviews
from pathfinder.desk.country_form import CountryForm, NewCountryForm
from pathfinder.desk.filters import country_name


def keeper_or_refused(request: HttpRequest) -> None:
    alliance_or_404(request.user)
    require(can(request.user, "keep_countries", None))


@never_cache
@require_safe
def countries(request: HttpRequest) -> HttpResponse:
    keeper_or_refused(request)
    lines = [
        (view, [LANGUAGES[code].name for code in view.country.languages])
        for view in overviews(Country.objects.order_by("code"))
    ]
    return render(request, "desk/countries.html", {"lines": lines})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    keeper_or_refused(request)
    form = NewCountryForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        invited = form.focal_point
        try:
            country = add_country(code=form.cleaned_data["code"], **form.about, focal_point=invited, by=request.user)
        except (ValidationError, Forbidden) as error:
            show_error(form, error)
            status = 422
        else:
            messages.success(request, _("%(country)s is added.") % {"country": country_name(country)})
            if invited:
                said = _("The invitation is on its way to %(email)s.")
                messages.success(request, said % {"email": invited["email"]})
            return redirect("desk:country", country.code)
    return render(request, "desk/country.html", {"form": form, "country": None, "theirs": None}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, country: str) -> HttpResponse:
    """Name, languages and time zone, with the way to the country's roadmap and people."""
    keeper_or_refused(request)
    found = get_object_or_404(Country, code=country)
    form = CountryForm(request.POST if request.method == "POST" else None, country=found)
    status, theirs = 422 if form.errors else 200, None
    if form.is_valid():
        try:
            changed = change_country(country=found, **form.about, seen=form.cleaned_data["seen"], by=request.user)
        except Stale as stale:
            theirs, status = stale.current, 409
            sent = request.POST.copy()  # what was typed, on what is there now: to save it once more is to choose it
            sent["seen"] = of_country(theirs)
            form = CountryForm(sent, country=theirs)
        except (ValidationError, Forbidden) as error:
            show_error(form, error)
            status = 422
        else:
            messages.success(request, _("Saved.") if changed else _("Nothing was changed."))
            return redirect("desk:country", found.code)
    context = {
        "form": form,
        "country": found,
        "theirs": theirs,
        "spoken": [LANGUAGES[code].name for code in theirs.languages] if theirs else [],
        "has_roadmap": found.roadmaps.exists(),
    }
    return render(request, "desk/country.html", context, status=status)
