"""What a person was told, how they want to be told, and the mails of a demonstration."""

from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("settings/", views.settings_page, name="settings"),
    path("outbox/", views.outbox, name="outbox"),
    path("stop/<str:token>/", views.stop_mails, name="stop"),
]
