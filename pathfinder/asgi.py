"""Pages and WebSockets in one application. Pages alone are served by wsgi.py, for less (docs/running.md)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  models are there only now
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402

from coediting import routing as texts  # noqa: E402
from pathfinder.sockets import Elsewhere, SecondFactorRequired, TryLater, lifespan  # noqa: E402
from reports.pages import routing as pages_live  # noqa: E402

routes = URLRouter([*texts.websocket_urlpatterns, *pages_live.websocket_urlpatterns])

application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": AllowedHostsOriginValidator(
            TryLater(AuthMiddlewareStack(SecondFactorRequired(Elsewhere(routes))))
        ),
        "lifespan": lifespan,
    }
)
