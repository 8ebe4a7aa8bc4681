"""/<language>/roadmaps/<FRA>/ is the newest version; /<language>/roadmaps/<FRA>/<2>/… one of them."""

from django.urls import path

from roadmaps.views import editing, importing, reading, replacing, versions

app_name = "roadmaps"
VERSION = "<str:country>/<int:version>/"
ITEM = f"{VERSION}edit/<int:item>/"
urlpatterns = [
    path("", reading.index, name="index"),
    path("template.csv", reading.template, name="template"),
    path("<str:country>/", reading.show, name="roadmap"),
    path("<str:country>/import/", importing.upload, name="import"),
    path("<str:country>/import/<int:upload>/", importing.import_preview, name="import_preview"),
    path("<str:country>/import/<int:upload>/apply/", importing.apply, name="apply"),
    path(VERSION, reading.show, name="version"),
    path(f"{VERSION}roadmap.csv", reading.download, name="download"),
    path(f"{VERSION}new-version/", versions.start_version, name="start_version"),
    path(f"{VERSION}adopt/", versions.adopt_version, name="adopt_version"),
    path(f"{VERSION}discard/", versions.discard_version, name="discard_version"),
    path(f"{VERSION}replacements/", replacing.replacements, name="replacements"),
    path(f"{VERSION}edit/", editing.edit, name="edit"),
    path(f"{VERSION}edit/details/", editing.details, name="details"),
    path(f"{VERSION}edit/add/", editing.add, name="add"),
    path(ITEM, editing.rename, name="rename"),
    path(f"{ITEM}move/", editing.move, name="move"),
    path(f"{ITEM}retire/", editing.retire, name="retire"),
    path(f"{ITEM}bring-back/", editing.bring_back, name="bring_back"),
]
