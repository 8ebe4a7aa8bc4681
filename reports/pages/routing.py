from django.urls import path

from coediting.page_consumer import PageConsumer
from reports.pages.news import look

# The address of the live view with /ws before it.
websocket_urlpatterns = [
    path(
        "ws/<slug:language>/reports/<str:country>/<int:year>/live/<slug:key>/",
        PageConsumer.as_asgi(look=look),
    ),
]
