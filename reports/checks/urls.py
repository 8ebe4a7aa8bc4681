from django.urls import path

from reports.checks import views

urlpatterns = [
    path("checks/", views.checks, name="checks"),
]
