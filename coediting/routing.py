from django.urls import path

from coediting.consumer import DocumentConsumer

websocket_urlpatterns = [path("ws/documents/<uuid:document>/", DocumentConsumer.as_asgi())]
