"""What replaces each item of the version before: what differs, one line each, and what does not, folded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forum.access import require
from roadmaps.actions import StaleRoadmap
from roadmaps.changes import items_of
from roadmaps.forms import ReplacementsForm
from roadmaps.permissions import can
from roadmaps.queries import shelf_or_404
from roadmaps.replacing import by_label, choose_replacements, former, lines
from roadmaps.views.editing import page_context, shelf_context


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def replacements(request: HttpRequest, country: str, version: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    roadmap, status = shelf.roadmap, 200
    require(can(request.user, "choose_replacements", shelf.country, shelf_context(shelf)))
    if (before := former(roadmap)) is None:
        raise Http404
    found = lines(before, roadmap)
    form = ReplacementsForm(request.POST or None, lines=found, labels=by_label(items_of(roadmap), get_language()))
    if request.method == "POST" and form.is_valid():
        try:
            changed = choose_replacements(roadmap=roadmap, chosen=form.chosen, seen=form.seen, by=request.user)
        except StaleRoadmap:
            form.add_error(None, _("Somebody else has changed this in the meantime. Look at it again, then save."))
            form = form.again(lines(before, roadmap))
            status = 409
        else:
            said = ngettext("%(number)s line has been changed.", "%(number)s lines have been changed.", changed)
            messages.success(request, said % {"number": changed} if changed else _("Nothing was changed."))
            return redirect("roadmaps:version", country, version)
    context = page_context(shelf, form=form, before=before)
    return render(request, "roadmaps/replacements.html", context, status=status)
