"""Single sign-on with the one OpenID Connect provider that the settings name; without one there is no such address."""

from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from requests import RequestException

from forum.account.adapters import refused
from forum.middleware import writes_on_get


@login_not_required
def log_in(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Off to the provider. By GET: the policy on forms allows no other host, and a provider may lead to several.

    allauth knows other processes, such as connecting a second identity to an account; they are not offered here.
    """
    if "process" in request.GET:
        raise Http404
    try:
        return openid_connect.login(request, provider_id)
    except RequestException:
        return refused(
            request, _("The log-in service cannot be reached at the moment. Try again in a while."), status=503
        )


# The provider sends people back by GET, and that logs them in.
urlpatterns = [
    path("oidc/<slug:provider_id>/login/", log_in, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/callback/", writes_on_get(openid_connect.callback), name="openid_connect_callback"),
]
