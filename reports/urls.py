"""/<language>/reports/<FRA>/<2023>/…"""

from django.urls import path

from reports.views import history, overview, sections

app_name = "reports"
REPORT = "<str:country>/<int:year>/"
urlpatterns = [
    path("", overview.report_list, name="list"),
    path(REPORT, overview.overview, name="overview"),
    path(f"{REPORT}sections/<slug:key>/", sections.section, name="section"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/", history.history, name="history"),
    path(f"{REPORT}answers/<str:name>/<slug:language>/original/", history.original, name="original"),
]
