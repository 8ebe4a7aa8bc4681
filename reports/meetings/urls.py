from django.urls import path

from reports.meetings import views

urlpatterns = [
    path("minutes/", views.minutes, name="minutes"),
    path("worksheet/", views.worksheet, name="worksheet"),
]
