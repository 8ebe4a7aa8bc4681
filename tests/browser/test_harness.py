"""The browser's own hunters bite. The pages are written here: what is looked at is the harness."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import path

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]

PAGE = """<!doctype html>
<html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>%s</main></body></html>"""
BODIES = {
    "sound": "<p>Sound</p>",
    "unlabelled": "<input>",
    "foreign": '<img src="https://example.org/a.png" alt="A">',
    "inline": "<script>document.title = 'run'</script>",
    "missing": '<img src="/missing.png" alt="">',
}


@login_not_required
def show(request, name):
    return HttpResponse(PAGE % BODIES[name]) if name in BODIES else HttpResponse(status=404)


@login_not_required
def icon(request):
    return HttpResponse(status=204)


def who(request):
    return HttpResponse(PAGE % request.user.get_username())


urlpatterns = [path("favicon.ico", icon), path("who", who), path("<name>", show)]


def test_a_sound_page_passes(page_for, axe):
    page = page_for()
    page.goto("/sound")
    axe(page)


def test_an_unlabelled_field_is_told_with_its_place(page_for, axe):
    page = page_for()
    page.goto("/unlabelled")
    with pytest.raises(AssertionError, match=r"(?s)label \(critical\).*at input.*<input>"):
        axe(page)


@pytest.mark.parametrize(
    "name,complaint",
    [
        ("foreign", "request to another host: https://example.org/a.png|ERR_FAILED|Content.Security"),
        ("inline", "Content.Security.Policy"),
        ("missing", "404"),
    ],
)
def test_what_the_browser_complains_of_fails_the_test(page_for, expected_in_console, name, complaint):
    expected_in_console.append(complaint)
    page_for().goto(f"/{name}")


def test_an_uncaught_exception_is_seen(page_for, expected_in_console):
    expected_in_console.append("uncaught: lost")
    page = page_for()
    page.goto("/sound")
    page.evaluate("setTimeout(() => { throw new Error('lost') })")


def test_a_user_is_logged_in_without_the_form(page_for, django_user_model):
    user = django_user_model.objects.create_user("focal.point@example.org")
    page = page_for(user)
    page.goto("/who")
    assert page.text_content("main") == "A pagefocal.point@example.org"
