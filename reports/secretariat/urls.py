from django.urls import path

from reports.secretariat import views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("notes/", views.notes, name="notes"),
    path("notes/checked/", views.check, name="mark_checked"),
]
