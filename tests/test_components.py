"""Each component of templates/components, rendered with the inputs that its first comment names and nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from tests.look.samples import EXAMPLES
from tests.strict.html import problems

FOLDER = Path(settings.BASE_DIR) / "templates" / "components"
NEED_A_REQUEST = {"account"}


def render(name, /, **inputs):
    """The component as one line, without the space that a browser does not show: between tags, at the ends of a box."""
    html = re.sub(r"\s+", " ", render_to_string(f"components/{name}.html", inputs))
    html = re.sub(r"(<(?:a|button|li)\b[^>]*>) | (?=</(?:a|button|li)>)", r"\1", html)
    return re.sub(r">\s+<", "><", html).strip()


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


def test_the_error_summary_takes_the_focus_and_leads_to_the_places():
    html = render("error_summary", problems=[{"message": "Say when", "href": "#when"}, {"message": "Too late"}])
    assert ' tabindex="-1" autofocus>' in html
    assert re.findall(r"<li>(.*?)</li>", html) == ['<a href="#when">Say when</a>', "Too late"]


def test_nothing_that_somebody_wrote_becomes_markup():
    html = render("error_summary", title="<b>", problems=[{"message": "<i>", "href": '"><s>'}])
    assert [tag for tag in ("<b>", "<i>", "<s>") if tag in html] == []
