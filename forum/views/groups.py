"""Working groups and organisations of a country."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bilingual.templatetags.bilingual import plain
from forum import groups as verbs
from forum.access import Forbidden, require
from forum.fingerprints import Stale
from forum.models import Country, Organisation, WorkingGroup
from forum.people_forms import NameForm, OrganisationForm, show_error
from forum.permissions import can
from forum.queries import groups_of, organisations_of, place_or_404
from forum.views.people import place_context


def country_of(request: HttpRequest, code: str) -> Country:
    """The Alliance has neither groups nor organisations."""
    country = place_or_404(request.user, code)
    if country is None:
        raise Http404
    return country


@never_cache
@require_safe
def index(request: HttpRequest, country: str) -> HttpResponse:
    place = country_of(request, country)
    groups = groups_of(place)
    context = place_context(place) | {
        "groups": [(number, group) for number, group in enumerate(groups, start=1) if not group.retired_on],
        "retired": [group for group in groups if group.retired_on],
        "manages": bool(can(request.user, "manage", place)),
    }
    return render(request, "forum/groups.html", context)


def group_or_404(place: Country, pk: int) -> WorkingGroup:
    for group in groups_of(place):
        if group.pk == pk:
            group.country = place
            return group
    raise Http404


@never_cache
@require_safe
def show(request: HttpRequest, country: str, group: int) -> HttpResponse:
    place = country_of(request, country)
    context = {"group": group_or_404(place, group), "manages": bool(can(request.user, "manage", place))}
    return render(request, "forum/group.html", place_context(place) | context)


def posted(request: HttpRequest, place: Country):
    """What was sent; None for a page that is only asked for, which is shown to whom may change something alone."""
    require(can(request.user, "manage", place))
    return request.POST if request.method == "POST" else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, country: str) -> HttpResponse:
    place = country_of(request, country)
    form = NameForm(posted(request, place), country=place)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            group = verbs.add_group(country=place, name=form.cleaned_data["name"], by=request.user)
            messages.success(request, _("The working group has been added: %(name)s.") % {"name": plain(group.name)})
            return redirect("forum:groups", country)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return name_page(request, place, form, status, thing=None, is_group=True)


def name_page(request: HttpRequest, place: Country, form: NameForm, status: int, **more) -> HttpResponse:
    context = place_context(place) | {"form": form, "theirs": None} | more
    return render(request, "forum/name.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, country: str, group: int) -> HttpResponse:
    place = country_of(request, country)
    found = group_or_404(place, group)
    initial = {"name": found.name, "seen": verbs.of_name(found)}
    form = NameForm(posted(request, place), country=place, initial=initial)
    status, theirs = 200, None
    if request.method == "POST" and form.is_valid():
        name, seen = form.cleaned_data["name"], form.cleaned_data["seen"]
        try:
            verbs.rename_group(group=found, name=name, seen=seen, by=request.user)
            messages.success(request, _("The working group is now called: %(name)s.") % {"name": plain(name)})
            return redirect("forum:group", country, found.pk)
        except Stale as stale:
            form, status, theirs = form_on_current(request, NameForm, place, stale.current), 409, stale.current
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return name_page(request, place, form, status, thing=found, is_group=True, theirs=theirs)


def form_on_current(request: HttpRequest, form: type[NameForm], place: Country, current) -> NameForm:
    """What was typed, standing on what is there now: to save it once more is to choose it."""
    data = request.POST.copy()
    data["seen"] = verbs.of_name(current)
    return form(data, country=place)


@require_POST
def move(request: HttpRequest, country: str, group: int) -> HttpResponse:
    """The button pressed is named up or down; its value is the place in the list that the page showed."""
    place = country_of(request, country)
    found = group_or_404(place, group)
    direction = verbs.UP if verbs.UP in request.POST else verbs.DOWN
    seen = request.POST.get(direction, "")
    try:
        moved = verbs.move_group(
            group=found, direction=direction, seen=int(seen) if seen.isdecimal() else 0, by=request.user
        )
    except Stale:
        said = _("Somebody else has changed the order in the meantime. Nothing was moved; this is the order now.")
        messages.warning(request, said)
    else:
        said = _("Moved: %(name)s.") if moved else _("It stands at the end already: %(name)s.")
        messages.success(request, said % {"name": plain(found.name)})
    return redirect("forum:groups", country)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, country: str, group: int) -> HttpResponse:
    """The page says what retiring means; its button retires the group."""
    place = country_of(request, country)
    found = group_or_404(place, group)
    if posted(request, place) is None:
        return render(request, "forum/retire_group.html", place_context(place) | {"group": found})
    verbs.retire_group(group=found, by=request.user)
    messages.success(request, _("The working group is retired: %(name)s.") % {"name": plain(found.name)})
    return redirect("forum:groups", country)


@require_POST
def bring_back(request: HttpRequest, country: str, group: int) -> HttpResponse:
    place = country_of(request, country)
    found = group_or_404(place, group)
    verbs.bring_back_group(group=found, by=request.user)
    messages.success(request, _("The working group is back: %(name)s.") % {"name": plain(found.name)})
    return redirect("forum:groups", country)


@never_cache
@require_safe
def organisations(request: HttpRequest, country: str) -> HttpResponse:
    place = country_of(request, country)
    context = {"organisations": organisations_of(place), "manages": bool(can(request.user, "manage", place))}
    return render(request, "forum/organisations.html", place_context(place) | context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_organisation(request: HttpRequest, country: str) -> HttpResponse:
    place = country_of(request, country)
    form = OrganisationForm(posted(request, place), country=place)
    status = 200
    if request.method == "POST" and form.is_valid():
        name, kind = form.cleaned_data["name"], form.cleaned_data["kind"]
        try:
            verbs.add_organisation(country=place, name=name, kind=kind, by=request.user)
            messages.success(request, _("The organisation has been added: %(name)s.") % {"name": plain(name)})
            return redirect("forum:organisations", country)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return name_page(request, place, form, status, thing=None, is_group=False)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_organisation(request: HttpRequest, country: str, organisation: int) -> HttpResponse:
    place = country_of(request, country)
    found = Organisation.objects.select_related("country").filter(country=place, pk=organisation).first()
    if found is None:
        raise Http404
    initial = {"name": found.name, "kind": found.kind, "seen": verbs.of_name(found)}
    form = OrganisationForm(posted(request, place), country=place, initial=initial)
    status, theirs = 200, None
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "kind", "seen")}
        try:
            verbs.change_organisation(organisation=found, **fields, by=request.user)
            messages.success(request, _("The organisation has been saved: %(name)s.") % {"name": plain(fields["name"])})
            return redirect("forum:organisations", country)
        except Stale as stale:
            form, status, theirs = form_on_current(request, OrganisationForm, place, stale.current), 409, stale.current
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return name_page(request, place, form, status, thing=found, is_group=False, theirs=theirs)
