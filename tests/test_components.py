"""Each component of templates/components, rendered with the inputs that its first comment names and nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory

from tests.look.samples import EXAMPLES
from tests.strict.html import problems

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
NEED_A_REQUEST = {"account", "pagination"}


def render(name, /, **inputs):
    """The component as one line, without space between its tags."""
    html = render_to_string(f"components/{name}.html", inputs)
    return re.sub(r">\s+<", "><", re.sub(r"\s+", " ", html)).strip()


def test_every_component_has_an_example():
    assert {path.stem for path in FOLDER.glob("*.html")} == EXAMPLES.keys() | NEED_A_REQUEST


@pytest.mark.parametrize("name, inputs", [(name, inputs) for name, examples in EXAMPLES.items() for inputs in examples])
def test_a_component_needs_no_more_than_its_inputs(name, inputs):
    assert problems(render(name, **inputs)) == []


def test_an_action_with_an_address_is_a_link():
    assert render("button", label="Export", href="/x/") == '<a class="btn btn-secondary" href="/x/">Export</a>'


def test_an_action_without_an_address_sends_its_form():
    assert render("button", label="Remove", kind="danger", name="act", value="remove", about="step 3") == (
        '<button class="btn btn-danger" type="submit" name="act" value="remove">'
        'Remove<span class="visually-hidden"> step 3</span></button>'
    )


def test_what_went_wrong_interrupts_and_what_went_well_waits_its_turn():
    roles = [
        re.search(r'role="(\w+)"', render("notification", message="…", tone=tone))[1] for tone in ("success", "error")
    ]
    assert roles == ["status", "alert"]


def test_the_strokes_of_a_stage_tell_how_far_the_report_has_come():
    inked = {
        stage: render("stage_badge", stage=stage, label=stage).count('class="inked"')
        for stage in ("draft", "forum_review", "sign_off", "submitted", "published")
    }
    assert inked == {"draft": 1, "forum_review": 2, "sign_off": 3, "submitted": 4, "published": 5}


def test_a_task_that_cannot_be_begun_is_no_link():
    rows = [{"label": "Answer", "href": "/a/"}, {"label": "Sign", "hint": "Later"}]
    assert render("task_list", rows=rows) == (
        '<ol class="task-list"><li><span class="task-label"><a class="task-link" href="/a/">Answer</a></span></li>'
        '<li><span class="task-label">Sign<span class="task-hint">Later</span></span></li></ol>'
    )


def test_a_missing_answer_is_shown_as_missing():
    assert render("summary_list", rows=[{"label": "Evidence", "value": ""}]) == (
        '<dl class="summary-list"><div><dt>Evidence</dt>'
        '<dd><span class="summary-missing">Nothing written yet</span></dd></div></dl>'
    )


def test_a_way_to_change_an_answer_says_which():
    html = render("summary_list", rows=[{"label": "Evidence", "value": "Surveys", "href": "#e"}])
    assert '<a href="#e">Change<span class="visually-hidden"> – Evidence</span></a>' in html


def test_the_error_summary_takes_the_focus_and_leads_to_the_places():
    html = render("error_summary", problems=[{"message": "Say when", "href": "#when"}, {"message": "Too late"}])
    assert ' tabindex="-1" autofocus>' in html
    assert re.findall(r"<li>(.*?)</li>", html) == ['<a href="#when">Say when</a>', "Too late"]


def test_pages_keep_the_question_of_the_address():
    request = RequestFactory().get("/", {"q": "a b", "page": "2"})
    html = render("pagination", page=Paginator(range(30), 10).page(2), request=request)
    assert re.findall(r'href="(.*?)"', html) == ["?q=a+b&amp;page=1", "?q=a+b&amp;page=3"]
    assert "<p>Page 2 of 3</p>" in html


def test_a_single_page_has_no_ways_to_others():
    request = RequestFactory().get("/")
    assert render("pagination", page=Paginator(range(3), 10).page(1), request=request) == ""


def test_nothing_that_somebody_wrote_becomes_markup():
    html = render("task_list", rows=[{"label": "<b>", "hint": "<i>", "href": '"><s>', "badge": {"label": "<u>"}}])
    assert [tag for tag in ("<b>", "<i>", "<s>", "<u>") if tag in html] == []
