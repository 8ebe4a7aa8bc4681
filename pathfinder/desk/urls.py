"""/<language>/desk/…"""

from django.urls import path

from pathfinder.desk import erasing, lateness, mails, opening, second_factors, table

app_name = "desk"
urlpatterns = [
    path("", table.desk, name="table"),
    path("campaign/", opening.open_page, name="open"),
    path("erasing/", erasing.erase, name="erase"),
    path("second-factor/", second_factors.remove_factor, name="remove_factor"),
    path("mails/", mails.unsent, name="mails"),
    path("reminders/", lateness.reminders, name="remind"),
]
