"""What every page knows: the places it can lead to, the theme the reader chose, whether this is a demonstration."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from forum.access import is_secretariat

THEMES = {"light", "dark"}
THEME_COOKIE = "theme"
"""Set by frontend/src/page/theme.ts. A cookie: the page arrives in the chosen theme, and none flashes before it."""


class NavItem(TypedDict):
    """A line of the main navigation. `current` is the value of aria-current: "page", "true" inside the place, or ""."""

    label: str
    url: str
    current: str


def site(request: HttpRequest) -> dict[str, object]:
    # A part of a page, answered to a script, shows no navigation: it is made only where a template asks for it.
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request)),
        "theme": theme(request),
        "demonstration": settings.DEMONSTRATION,
    }


def theme(request: HttpRequest) -> str:
    """The reader's choice, "light" or "dark"; "" where the system's wish counts."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else ""


def navigation(request: HttpRequest) -> list[NavItem]:
    """The places open to the reader; none before the log-in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    places = [
        (_("Home"), reverse("home")),
        (_("Reports"), reverse("reports:list")),
        (_("Roadmaps"), reverse("roadmaps:index")),
        (_("People"), reverse("forum:index")),
    ]
    if is_secretariat(user):
        places.insert(1, (_("Desk"), reverse("desk:table")))
    return [{"label": label, "url": url, "current": current(request.path, url)} for label, url in places]


def current(path: str, url: str) -> str:
    """The value of aria-current for the link to `url` on the page `path`."""
    if path == url:
        return "page"
    return "true" if url != reverse("home") and path.startswith(url) else ""
