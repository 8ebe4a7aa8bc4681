"""The suite's own hunters bite: each test shows one silence that would fail a test."""

import logging
import os
import socket
import warnings
from contextlib import nullcontext, suppress

import pytest
import pytest_socket
from django.contrib.auth.models import Group
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.db import connection
from django.http import HttpResponse
from django.template import Context, Origin, Template
from django.test import RequestFactory

from pathfinder.middleware import ReadOnlyGet, WriteOnRead
from roadmaps.models import AreaOfIntervention
from tests import between
from tests.conftest import depends_on_engine
from tests.factories.forum import CountryFactory
from tests.strict import Silence, found, html


def render(source: str, *, file: str | None = None, **values) -> str:
    origin = Origin(str(file)) if file else None
    return Template(source, origin=origin).render(Context(values))


def findings(act, *args, **kwargs) -> list[str]:
    """What the hunters note while `act` runs, taken away so that this test does not fail of it."""
    with suppress(Silence):
        act(*args, **kwargs)
    noted = [*found]
    found.clear()
    return noted


@pytest.mark.parametrize(
    "source",
    [
        "{{ reprot }}",
        "{{ report.stgae }}",
        "{{ report.stgae|upper }}",
        "{% if report.stgae %}{% endif %}",
        "{% if reprot and report.stage %}{% endif %}",
        "{% for answer in anwsers %}{% endfor %}",
        "{% if report.stage == stgae %}{% endif %}",
        "{{ report.stage|add:stgae }}",
        "{% load i18n %}{% blocktranslate %}Stage {{ stgae }}{% endblocktranslate %}",
        "{{ report.stgae|default:'' }}",
    ],
)
def test_a_mistyped_name_in_a_template_is_found(source):
    class Report:
        stage = "draft"

    assert len(findings(render, source, report=Report())) == 1


@pytest.mark.parametrize(
    "source,file",
    [
        ("{{ name|default:'' }}", None),
        ("{{ errors.title|default:'' }}", None),
        ("{% if errors.title %}{% endif %}", None),
        ("{% if nobody.name %}{% endif %}", None),
        ("{% if name %}{% endif %}", "templates/_partial.html"),
        ("{% if name %}{% endif %}", "templates/components/button.html"),
    ],
)
def test_what_may_be_missing_may_be_missing(source, file, settings):
    path = file and settings.BASE_DIR / file
    assert render(source, file=path, errors={}, nobody=None) == ""


def test_templates_of_libraries_keep_their_lenience():
    assert render("{{ name }}{% if name %}{% endif %}", file="/usr/lib/site-packages/crispy/field.html") == ""


@pytest.mark.django_db
def test_rows_cut_out_of_an_unordered_queryset_are_found():
    assert findings(lambda: Group.objects.all()[:3]) == ["Group: rows are cut out of a queryset without order_by"]
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(Group.objects.all(), 3).page(1)


@pytest.mark.django_db
def test_an_unordered_queryset_comes_back_to_front():
    for name in "abc":
        Group.objects.create(name=name)
    assert [group.name for group in Group.objects.all()] == ["c", "b", "a"]
    assert [group.name for group in Group.objects.order_by("name")] == ["a", "b", "c"]
    assert [group.name for group in Group.objects.order_by("name")[:2]] == ["a", "b"]
    assert Group.objects.first().name == "a"


def test_an_error_in_the_log_is_found():
    error = logging.getLogger("reports").error
    assert findings(error, "lost %s", "a report") == ["error log of reports: lost a report"]


def test_an_expected_error_in_the_log_is_read_by_the_test(error_log):
    logging.getLogger("reports").error("lost %s", "a report")
    assert error_log == ["lost a report"]


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("deprecated", stacklevel=1)


def test_the_network_is_off():
    with pytest.raises((pytest_socket.SocketConnectBlockedError, UserWarning)):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.django_db
@pytest.mark.parametrize("method,refusal", [("GET", WriteOnRead), ("HEAD", WriteOnRead), ("POST", None)])
def test_a_page_that_writes_when_it_is_read_is_found(method, refusal):
    def view(request):
        Group.objects.create(name="seen")
        return HttpResponse()

    with pytest.raises(refusal) if refusal else nullcontext():
        ReadOnlyGet(view)(RequestFactory().generic(method, "/"))


@pytest.mark.parametrize(
    "fragment,problem",
    [
        ('<p style="color: red">a</p>', "<p> has an inline style: color: red"),
        ('<a onclick="go()">a</a>', "<a> has an inline handler: onclick"),
        ('<a hx-on:click="go()">a</a>', "<a> has an inline handler: hx-on:click"),
        ('<a href="javascript:go()">a</a>', "<a href> holds script"),
        ("<script>go()</script>", "inline script"),
        ("<style>p {}</style>", "inline style sheet"),
        ('<img src="a.png">', "<img> without alt: a.png"),
        ('<img src="//example.org/a.png" alt="">', "<img src> goes to another host: //example.org/a.png"),
        ('<i id="a"></i><i id="a"></i>', "two elements have the id a"),
        ("<p>{{ name }}</p>", "template code in the text: {{ name }}"),
        ("<p>", "<p> is never closed"),
        ("<div><p></div>", "</div> closes <p> at (1, 8)"),
        ('<html lang="en"><label for="a"></label></html>', "<label for> refers to #a: no such id"),
    ],
)
def test_a_fault_in_a_page_is_found(fragment, problem):
    assert html.problems(fragment) == [problem]


def test_a_sound_page_has_no_fault():
    page = (
        '<!doctype html><html lang="en"><body><label for="a">A</label><input id="a">'
        '<script src="/static/a.js" defer></script><script type="application/json" id="data">{}</script></body></html>'
    )
    assert html.problems(page) == []


def test_the_suite_runs_on_the_engine_that_was_asked_for():
    expected = "sqlite" if os.environ.get("TEST_DB") == "sqlite" else "postgresql"
    assert connection.vendor == expected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_migrations_wrote_is_there_for_every_test_that_commits(time):
    assert AreaOfIntervention.objects.exists()
    AreaOfIntervention.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_who_commits_leaves_the_database_as_migrations_made_it():
    made = dict(between.first)
    CountryFactory()
    AreaOfIntervention.objects.all().delete()
    between.put_back()
    between.keep()
    assert between.first == made


@pytest.mark.django_db(transaction=True)
def test_what_commits_runs_on_both_engines(request):
    assert depends_on_engine(request.node)


@pytest.mark.both_engines
def test_what_is_marked_runs_on_both_engines(request):
    assert depends_on_engine(request.node)


def test_what_only_reads_and_writes_runs_on_one_engine(client_for, request):
    assert not depends_on_engine(request.node)
