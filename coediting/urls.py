from django.urls import path

from coediting import http

app_name = "coediting"
urlpatterns = [path("documents/<uuid:document>/sync/", http.sync, name="sync")]
