from django.urls import path

from reports.contributions import views

urlpatterns = [
    path("contributions/", views.contributions, name="contributions"),
]
