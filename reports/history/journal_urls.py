"""/<language>/journal/<FRA>/…"""

from django.urls import path

from reports.history import journal_views

app_name = "journal"
urlpatterns = [
    path("<str:country>/", journal_views.country_journal, name="country"),
    path("<str:country>/entries.<slug:format>", journal_views.country_file, name="country_file"),
]
