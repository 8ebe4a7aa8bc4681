from django.urls import path

from reports.meetings import views

urlpatterns = [
    path("minutes/", views.minutes, name="minutes"),
    path("minutes/preview/", views.preview_minutes, name="preview_minutes"),
    path("minutes/propose/", views.make_proposals, name="propose_minutes"),
    path("worksheet/", views.worksheet, name="worksheet"),
]
