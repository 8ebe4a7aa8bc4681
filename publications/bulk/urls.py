"""/<language>/desk/exports/…"""

from django.urls import path

from publications.bulk import views

app_name = "bulk"
urlpatterns = [
    path("", views.all_exports, name="list"),
    path("new/", views.new, name="new"),
    path("<int:export>/", views.show, name="job"),
    path("<int:export>/cancel/", views.cancel_export, name="cancel"),
    path("<int:export>/go-on/", views.go_on_with, name="go_on"),
    path("<int:export>/reports.zip", views.file, name="file"),
]
