from django.urls import path

from reports.pages import acts, documents, live_views, overview, roadmap_version, sections

SECTION = "sections/<slug:key>/"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("roadmap/", roadmap_version.move_to_roadmap, name="move_to_roadmap"),
    path(SECTION, sections.section, name="section"),
    path(SECTION + "steps/add/", acts.add_step, name="add_next_step"),
    path(SECTION + "steps/<uuid:step>/move/", acts.move_step, name="move_next_step"),
    path(SECTION + "steps/<uuid:step>/remove/", acts.remove_step, name="remove_next_step"),
    path(SECTION + "steps/<uuid:step>/bring-back/", acts.bring_back_step, name="bring_back_next_step"),
    path(SECTION + "original/<str:name>/", acts.make_original, name="set_original_here"),
    path("live/<slug:key>/", live_views.live, name="live"),
    path("texts/<str:name>/<slug:language>/", documents.open_text, name="text"),
]
