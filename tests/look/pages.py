"""Addresses of the tests alone: every component on one page, beside the product's own addresses."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from pathfinder.urls import *  # noqa: F403
from pathfinder.urls import urlpatterns as product
from tests.look import samples


@login_not_required
def style(request: HttpRequest) -> HttpResponse:
    return render(request, "style.html", samples.context(request))


urlpatterns = [*product, *i18n_patterns(path("style/", style, name="style"))]
