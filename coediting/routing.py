from django.urls import path

from coediting.consumer import DocumentConsumer

# y-websocket puts the name of a text at the end of the address, without a slash.
websocket_urlpatterns = [
    path("ws/documents/<uuid:document>/", DocumentConsumer.as_asgi()),
    path("ws/documents/<uuid:document>", DocumentConsumer.as_asgi()),
]
