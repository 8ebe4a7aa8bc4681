"""Texts that are written together on a page of their own, beside the pages of the site: the URLs of the server."""

import json
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from coediting import writing
from coediting.models import Document
from pathfinder import urls
from richtext import build
from richtext.schema import VERSION
from tests.browser.editor.page import ROADMAP
from tests.coediting import owner

PAGE = """{% extends "base.html" %}{% load static %}
{% block title %}Texts{% endblock %}
{% block head %}<script type="module" src="{% static "dist/editor.js" %}"></script>{% endblock %}
{% block content %}<div class="title-block"><h1>Texts</h1></div>
<form class="section-form" method="post" action="/saved" data-autosave data-session="{% url "session" %}"
 data-user="{{ user.pk }}" data-page="page" data-place="place" data-socket="/ws/documents/" data-sync="/documents/">
{% csrf_token %}
{% for text in texts %}<div class="question" data-question="text{{ forloop.counter }}">
<h2 id="label{{ forloop.counter }}">Text {{ forloop.counter }}</h2>
<textarea data-rich-text hidden name="text{{ forloop.counter }}" lang="fr" aria-labelledby="label{{ forloop.counter }}"
 data-document="{{ text.key }}" data-schema="{{ schema }}" data-open="{{ text.open }}">{{ text.value }}</textarea>
</div>{% endfor %}
{% include "reports/pages/_save_bar.html" only %}
</form><p><a href="/together/elsewhere">Elsewhere</a></p>
<div id="saver" hidden></div>
{% include "reports/pages/_log_in_again.html" %}
{{ roadmap|json_script:"roadmap-items" }}{% include "components/editor_messages.html" %}{% endblock %}"""


def page_of(request, texts):
    context = {"texts": texts, "roadmap": ROADMAP, "schema": request.GET.get("schema", VERSION)}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


def show(request, keys: str):
    values = Document.objects.in_bulk([UUID(key) for key in keys.split("+")])
    texts = [{"key": key, "value": json.dumps(values[UUID(key)].value)} for key in keys.split("+")]
    return page_of(request, texts)


def unopened(request):
    """A text that nobody has written in: it is made when somebody does."""
    return page_of(request, [{"key": "", "value": "", "open": "/together/open"}])


@require_POST
def open_text(request):
    document = Document.objects.first() or writing.create(build.doc(), owner=owner.NAME, by=None)
    owner.give(request.user, "write", document)
    return JsonResponse({"document": str(document.pk), "may": "write", "why": ""})


def elsewhere(request):
    return page_of(request, [])


urlpatterns = [
    path("together/elsewhere", elsewhere),
    path("together/unopened", unopened),
    path("together/open", open_text),
    path("together/<str:keys>", show),
    *urls.urlpatterns,
]
handler500 = urls.handler500
