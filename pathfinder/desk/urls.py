"""/<language>/desk/…"""

from django.urls import path

from pathfinder.desk import erasing, lateness, opening, table

app_name = "desk"
urlpatterns = [
    path("", table.desk, name="table"),
    path("campaign/", opening.open_page, name="open"),
    path("erasing/", erasing.erase, name="erase"),
    path("reminders/", lateness.reminders, name="remind"),
]
