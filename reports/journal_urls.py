"""/<language>/journal/<FRA>/…"""

from django.urls import path

from reports.views import journal

app_name = "journal"
urlpatterns = [
    path("<str:country>/", journal.country_journal, name="country"),
    path("<str:country>/entries.<slug:format>", journal.country_file, name="country_file"),
]
