"""Addresses. The language stands in each of them, so that a link and a cache are honest."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from pathfinder import home, views

urlpatterns = [
    path("healthz", views.health, name="health"),
    path("", views.to_language, name="to_language"),
    path("", include("forum.account.single_sign_on")),  # its provider knows one address, whatever the language
    path("", include("coediting.urls")),  # asked by scripts, whatever the language
]

urlpatterns += i18n_patterns(
    path("", home.home, name="home"),
    path("session/", views.session_state, name="session"),
    path("", include("forum.urls")),
    path("notices/", include("notices.urls")),
    path("uploads/", include("files.urls")),
    path("", include("forum.people_urls")),
    path("desk/exports/", include("publications.bulk.urls")),
    path("desk/", include("pathfinder.desk.urls")),
    path("journal/", include("reports.history.journal_urls")),
    path("roadmaps/", include("roadmaps.urls")),
    path("reports/", include("publications.urls")),
    path("reports/", include("reports.urls")),
)

handler400 = "pathfinder.errors.bad_request"
handler403 = "pathfinder.errors.forbidden"
handler404 = "pathfinder.errors.not_found"
handler429 = "pathfinder.errors.too_many_requests"
handler500 = "pathfinder.errors.server_error"
