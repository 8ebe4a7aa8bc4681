"""/<language>/desk/…"""

from django.urls import path

from pathfinder.desk import (
    absent,
    accepted,
    campaign,
    countries,
    erasing,
    files,
    lateness,
    mails,
    opening,
    second_factors,
    table,
)

app_name = "desk"
urlpatterns = [
    path("", table.desk, name="table"),
    path("desk.<slug:format>", files.table, name="file"),
    path("accepted/", accepted.accepted, name="accepted"),
    path("never-logged-in/", absent.never_logged_in, name="never_logged_in"),
    path("campaign/", opening.open_page, name="open"),
    path("countries/", countries.countries, name="countries"),
    path("countries/add/", countries.add, name="add_country"),
    path("countries/<str:country>/", countries.change, name="country"),
    path("campaign/<int:year>/", campaign.campaign, name="campaign"),
    path("campaign/<int:year>/due/", campaign.change_due, name="campaign_due"),
    path("campaign/<int:year>/preview/", campaign.preview, name="preview_announcement"),
    path("campaign/<int:year>/announce/", campaign.announce, name="announce"),
    path("erasing/", erasing.erase, name="erase"),
    path("second-factor/", second_factors.remove_factor, name="remove_factor"),
    path("mails/", mails.unsent, name="mails"),
    path("reminders/", lateness.reminders, name="remind"),
]
