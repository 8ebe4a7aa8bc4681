from django.urls import path

from reports.pages import documents, live_views, overview, sections

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("sections/<slug:key>/", sections.section, name="section"),
    path("live/<slug:key>/", live_views.live, name="live"),
    path("texts/<str:name>/<slug:language>/", documents.open_text, name="text"),
]
