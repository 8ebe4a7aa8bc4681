"""Changing a roadmap in the browser. Each page works without script; with htmx the tree changes in place."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forum.access import Forbidden, require
from roadmaps import actions, fingerprints
from roadmaps.changes import changed_fields, facts_of, items_of
from roadmaps.codes import next_code
from roadmaps.display import FieldLine, field_lines, wordings
from roadmaps.forms import ItemForm, RoadmapForm
from roadmaps.models import Item
from roadmaps.permissions import VersionContext, can
from roadmaps.queries import Shelf, is_large, shelf_or_404, tree, walk
from roadmaps.uses import is_used


@never_cache
@require_safe
def edit(request: HttpRequest, country: str, version: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    require_editable(request, shelf)
    return render(request, "roadmaps/edit.html", tree_context(shelf))


def require_editable(request: HttpRequest, shelf: Shelf) -> None:
    """Raises forum.access.Forbidden with the reason. The verbs ask again, when it counts."""
    require(can(request.user, "edit", shelf.country, shelf_context(shelf)))


def shelf_context(shelf: Shelf) -> VersionContext:
    return VersionContext(shelf.is_newest, is_used(shelf.roadmap), shelf.roadmap.is_draft)


def page_context(shelf: Shelf, **more) -> dict:
    return {"shelf": shelf, "country": shelf.country, "roadmap": shelf.roadmap} | more


def tree_context(shelf: Shelf, *, acted_on: int | None = None, **told) -> dict:
    """The tree; of a large one everything is folded but the branch with what was acted on, by its primary key."""
    nodes = tree(shelf.roadmap)
    opened = next((top.item.pk for top in nodes if acted_on in {node.item.pk for node in walk(top.children)}), None)
    return page_context(shelf, nodes=nodes, folds=is_large(nodes), opened=opened, acted_on=acted_on, **told)


def done(
    request: HttpRequest,
    shelf: Shelf,
    item: Item | None,
    said: str,
    *,
    tone: str = "success",
    takes_focus: bool = False,
) -> HttpResponse:
    """After an act: the tree alone for htmx, else back to the page at the item's place, with the same sentence."""
    if request.htmx:
        told = {"said": said, "tone": tone, "acted_on": item and item.pk, "takes_focus": takes_focus}
        return render(request, "roadmaps/_edit_answer.html", tree_context(shelf, **told))
    messages.add_message(request, messages.SUCCESS if tone == "success" else messages.WARNING, said)
    address = reverse("roadmaps:edit", args=[shelf.country.code, shelf.roadmap.version])
    return redirect(f"{address}#item-{item.anchor}" if item else address)


# ---- what the roadmap says of itself


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, country: str, version: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    roadmap, status, theirs = shelf.roadmap, 200, []
    initial = {**facts_of(roadmap)} | {"seen": fingerprints.of_fields(roadmap)}
    form = RoadmapForm(posted(request, shelf), initial=initial, country=shelf.country)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_roadmap(roadmap=roadmap, fields=form.values, seen=form.cleaned_data["seen"], by=request.user)
            return done(request, shelf, None, _("The roadmap’s title, dates and names have been saved."))
        except actions.StaleRoadmap as stale:
            theirs = field_lines(changed_fields(facts_of(stale.current), form.values), stale.current, form.values)
            form, status = form.again(fingerprints.of_fields(stale.current)), 409
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    context = page_context(shelf, form=form, theirs=theirs)
    return render(request, "roadmaps/details.html", context, status=status)


def posted(request: HttpRequest, shelf: Shelf):
    """What was sent; None for a page that is only asked for, and that is shown to whom may edit alone.

    Whoever may edit no version at all is refused here; that this one is not open to editing is told by the verb,
    beside what was typed.
    """
    if request.method == "POST":
        require(can(request.user, "edit", shelf.country, VersionContext()))
        return request.POST
    require_editable(request, shelf)
    return None


def show_error(form, error: ValidationError | Forbidden) -> int:
    """Put the refusal of a verb into the form, so that nothing typed is lost. Gives the answer's status."""
    form.add_error(None, str(error) if isinstance(error, Forbidden) else error)
    return 403 if isinstance(error, Forbidden) else 200


# ---- items


def item_or_404(shelf: Shelf, pk: int) -> Item:
    item = shelf.roadmap.items.select_related("parent", "level").filter(pk=pk).first()
    if item is None:
        raise Http404
    item.roadmap = shelf.roadmap
    return item


def item_page(request: HttpRequest, shelf: Shelf, form, status: int, *, slot: str, back_to: str, **more):
    """The form on a page of its own, or alone for htmx, which puts it into `slot` in place of the link `back_to`."""
    context = page_context(shelf, form=form, address=request.get_full_path(), **more)
    if not request.htmx:
        return render(request, "roadmaps/item.html", context, status=status)
    context |= {"inline": True, "slot": slot, "back_to": back_to}
    response = render(request, "roadmaps/_item_form.html", context)
    if request.method == "POST":  # the form comes back with its problem, in its own place instead of the tree's
        response["HX-Retarget"], response["HX-Reswap"] = "this", "outerHTML settle:0ms"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, country: str, version: int) -> HttpResponse:
    """Add an item; ?level=2&under=17 proposes the next code there."""
    shelf = shelf_or_404(request.user, country, version)
    level, parent = place(request, shelf)
    slot = f"add-{level}-{parent.pk if parent else 0}"
    initial, status = {"code": proposed_code(shelf, level, parent)}, 200
    form = ItemForm(posted(request, shelf), initial=initial, country=shelf.country, auto_id=f"{slot}-%s")
    if request.method == "POST" and form.is_valid():
        code, title = form.cleaned_data["code"], form.cleaned_data["title"]
        try:
            item = actions.add_item(
                roadmap=shelf.roadmap, level=level, parent=parent, code=code, title=title, by=request.user
            )
            said = _("%(code)s has been added.") % {"code": item}
            return done(request, shelf, item, said, takes_focus=True)
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    return item_page(request, shelf, form, status, slot=slot, back_to=f"{slot}-link", item=None, theirs=[])


def place(request: HttpRequest, shelf: Shelf) -> tuple[int, Item | None]:
    """Where something is to be added: its level, and the item that it would stand under."""
    level, under = request.GET.get("level", ""), request.GET.get("under", "")
    parent = item_or_404(shelf, int(under)) if under.isdecimal() else None
    return (int(level) if level.isdecimal() and len(level) == 1 else 1), parent


def proposed_code(shelf: Shelf, level: int, parent: Item | None) -> str:
    """The code after the last one there; nothing where nobody can say."""
    items = items_of(shelf.roadmap)
    codes = {item.pk: item.code for item in items}
    alike = [item for item in items if item.level.position == level]
    siblings = [item.code for item in alike if item.parent_id == (parent.pk if parent else None)]
    cousins = [(item.code, codes.get(item.parent_id, "")) for item in alike]
    return next_code(siblings, parent.code if parent else "", cousins)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, country: str, version: int, item: int) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    found = item_or_404(shelf, item)
    status, theirs = 200, []
    initial = {"code": found.code, "title": found.title, "seen": fingerprints.of_item(found)}
    form = ItemForm(posted(request, shelf), initial=initial, country=shelf.country, auto_id=f"item-{item}-%s")
    if request.method == "POST" and form.is_valid():
        title, code, mark = (form.cleaned_data[name] for name in ("title", "code", "seen"))
        try:
            renamed = actions.rename_item(item=found, title=title, code=code, seen=mark, by=request.user)
            said = _("%(code)s has been renamed.") % {"code": renamed}
            return done(request, shelf, renamed, said, takes_focus=True)
        except actions.StaleItem as stale:
            theirs = [FieldLine(_("title"), wordings(stale.current.title), [])]
            form, status = form.again(fingerprints.of_item(stale.current)), 409
        except (ValidationError, Forbidden) as error:
            status = show_error(form, error)
    back_to = f"rename-{found.pk}"
    return item_page(request, shelf, form, status, slot=f"row-{item}", back_to=back_to, item=found, theirs=theirs)


@require_POST
def move(request: HttpRequest, country: str, version: int, item: int) -> HttpResponse:
    """The button pressed is named up or down; its value is the place that the page showed."""
    shelf = shelf_or_404(request.user, country, version)
    found = item_or_404(shelf, item)
    direction = actions.UP if actions.UP in request.POST else actions.DOWN
    try:
        moved = actions.move_item(
            item=found, direction=direction, seen=request.POST.get(direction, ""), by=request.user
        )
    except actions.StaleItem as stale:
        said = _("Somebody else has changed the order in the meantime. Nothing was moved; this is the order now.")
        return done(request, shelf, stale.current, said, tone="warning")
    if moved.position == found.position:
        return done(request, shelf, moved, _("%(code)s stands at the end already.") % {"code": moved})
    return done(request, shelf, moved, _("%(code)s has been moved.") % {"code": moved})


@require_POST
def retire(request: HttpRequest, country: str, version: int, item: int) -> HttpResponse:
    said = _("%(code)s is retired, with all that stands under it.")
    return act_on_item(request, country, version, item, actions.retire_item, said)


@require_POST
def bring_back(request: HttpRequest, country: str, version: int, item: int) -> HttpResponse:
    return act_on_item(request, country, version, item, actions.bring_back_item, _("%(code)s is back."))


def act_on_item(
    request: HttpRequest, country: str, version: int, item: int, act: Callable[..., Item], said: str
) -> HttpResponse:
    shelf = shelf_or_404(request.user, country, version)
    found = item_or_404(shelf, item)
    try:
        changed = act(item=found, by=request.user)
    except ValidationError as error:
        return done(request, shelf, found, " ".join(error.messages), tone="warning")
    return done(request, shelf, changed, said % {"code": changed})
