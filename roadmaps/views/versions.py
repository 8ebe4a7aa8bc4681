"""Beginning a version, putting it in force, discarding it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from forum.access import require
from roadmaps import fingerprints, versions
from roadmaps.actions import StaleRoadmap
from roadmaps.changes import items_of
from roadmaps.permissions import can
from roadmaps.queries import shelf_or_404
from roadmaps.views.editing import page_context, shelf_context


@require_POST
def start_version(request: HttpRequest, country: str, version: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    new = versions.start_version(roadmap=shelf.roadmap, by=request.user)
    messages.success(request, _("Version %(number)s has begun as a copy. It is a draft.") % {"number": new.version})
    return redirect("roadmaps:edit", country, new.version)


@require_POST
def adopt_version(request: HttpRequest, country: str, version: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    try:
        versions.adopt_version(roadmap=shelf.roadmap, seen=request.POST.get("seen", ""), by=request.user)
    except StaleRoadmap:
        return changed_meanwhile(request, country, version)
    said = _("Version %(number)s is in force. Reports that are opened from now on use it.")
    messages.success(request, said % {"number": version})
    return redirect("roadmaps:version", country, version)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def discard_version(request: HttpRequest, country: str, version: int) -> HttpResponse:
    """What is lost with it; only then the act."""
    shelf = shelf_or_404(request.user, country, version)
    if request.method != "POST":
        require(can(request.user, "discard_version", shelf.country, shelf_context(shelf)))
        seen = fingerprints.of_whole(shelf.roadmap, items_of(shelf.roadmap))
        return render(request, "roadmaps/discard.html", page_context(shelf, seen=seen))
    try:
        versions.discard_version(roadmap=shelf.roadmap, seen=request.POST.get("seen", ""), by=request.user)
    except StaleRoadmap:
        return changed_meanwhile(request, country, version)
    messages.success(request, _("The draft of version %(number)s has been discarded.") % {"number": version})
    return redirect("roadmaps:roadmap", country)


def changed_meanwhile(request: HttpRequest, country: str, version: int) -> HttpResponse:
    messages.warning(request, _("Somebody has changed the draft in the meantime. Nothing was done: look at it again."))
    return redirect("roadmaps:version", country, version)
