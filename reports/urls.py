"""/<language>/reports/<FRA>/<2023>/…: the addresses of a report, from each feature."""

from django.urls import include, path

from reports.pages import overview

app_name = "reports"
FEATURES = "pages assignments checks contributions history importing meetings review secretariat signoff word".split()
urlpatterns = [
    path("", overview.report_list, name="list"),
    *(path("<str:country>/<int:year>/", include(f"reports.{feature}.urls")) for feature in FEATURES),
]
