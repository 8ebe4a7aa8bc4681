"""/<language>/reports/<FRA>/<2023>/export/…"""

from django.urls import path

from publications import views, worksheet_views

app_name = "publications"
EXPORT = "<str:country>/<int:year>/export/"
urlpatterns = [
    path(EXPORT, views.export_page, name="export"),
    path(f"{EXPORT}preview/", views.preview, name="preview"),
    path("<str:country>/<int:year>/worksheet/sheet.<slug:format>", worksheet_views.file, name="worksheet"),
    path(f"{EXPORT}report.<slug:format>", views.file, name="file"),
]
