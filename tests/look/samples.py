"""What the components are shown with: in tests/test_components.py one by one, in the browser all on one page."""

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string

LONG = "Anticonstitutionnellement responsabilisés, les interlocuteurs socioprofessionnels internationaux"

EXAMPLES: dict[str, list[dict]] = {
    "button": [
        {"label": "Continue with the report", "href": "#a", "kind": "primary"},
        {"label": "Export", "href": "#b"},
        {"label": "Remove", "kind": "danger", "name": "act", "value": "remove", "about": "step 3"},
        {"label": "Undo", "kind": "quiet", "external_form": "sample-form"},
    ],
    "notification": [
        {"message": "The section is saved.", "tone": "success"},
        {"message": "The report is read by the forum until 30 May."},
        {"message": "Two answers are written in French only.", "tone": "warning"},
        {"message": "The file could not be read: it is protected by a password.", "tone": "error"},
    ],
    "alert": [
        {"title": "One answer is still missing", "text": "Question 12 asks for the evidence.", "tone": "attention"},
        {"title": "Ready to be exported", "tone": "good", "href": "#c", "action": "Export the report"},
        {"title": "The import stopped", "text": "Nothing was changed.", "tone": "problem", "heading": 3},
        {"title": "A neutral word", "text": "Said once.", "heading": 2},
    ],
    "locked": [
        {"reason": "The report was submitted on 30 May 2023 and can no longer be changed."},
        {
            "title": "With the forum",
            "reason": "The forum is reviewing this report.",
            "next": "The working groups answer by 12 May.",
            "href": "#d",
            "action": "Read what they have said so far",
        },
    ],
    "error_summary": [
        {
            "problems": [
                {"message": "Write the goals of step 3", "href": "#sample-goals"},
                {"message": "The report was changed by somebody else meanwhile"},
            ]
        },
        {
            "title": "Nothing was imported",
            "problems": [{"message": "Line 4: the code 1.2.C stands twice", "href": "#l4"}],
        },
    ],
    "badge": [
        {"label": "Not begun"},
        {"label": "In progress", "tone": "progress"},
        {"label": "Complete", "tone": "done"},
        {"label": "1 required answer missing", "tone": "attention"},
        {"label": "Not saved", "tone": "problem"},
    ],
    "stage_badge": [
        {"stage": "draft", "label": "Draft"},
        {"stage": "forum_review", "label": "With the forum"},
        {"stage": "sign_off", "label": "Sign-off"},
        {"stage": "submitted", "label": "Submitted"},
        {"stage": "published", "label": "Published"},
    ],
    "stepper": [
        {
            "label": "Stages of the report",
            "steps": [
                {"label": "draft", "hint": "The answers are written.", "state": "done"},
                {"label": "with the forum", "hint": "The working groups answer the frozen text.", "state": "now"},
                {"label": "sign-off", "hint": "The signatory signs it, or returns it.", "state": "to_come"},
            ],
        }
    ],
    "progress": [{"done": 12, "total": 29, "unit": "questions answered"}],
    "empty_state": [
        {
            "title": "No report is open yet",
            "text": "The secretariat opens the reports of a year in May. Until then the roadmap can be looked after.",
            "href": "#e",
            "action": "Go to the roadmap",
        },
        {"title": "No next step promised", "text": "Last year’s report named none.", "heading": 3},
    ],
    "navigation": [
        {
            "navigation": [
                {"label": "Home", "url": "#h", "current": ""},
                {"label": "Reports", "url": "#i", "current": "true"},
                {"label": "Roadmap", "url": "#j", "current": ""},
            ]
        },
        {"navigation": []},
    ],
    "theme_switch": [{"theme": ""}, {"theme": "dark"}],
    "mark": [{}],
    "editor_messages": [{}],
}


class SampleForm(forms.Form):
    """One field of each sort, filled in so that two of them have a problem."""

    title = forms.CharField(label="Title of the step", help_text="A few words, as in the roadmap.")
    goals = forms.CharField(label="Goals for the period", widget=forms.Textarea)
    area = forms.ChoiceField(
        label="Area of intervention (optional)", required=False, choices=[("a", "Legislation"), ("b", LONG)]
    )
    useful = forms.ChoiceField(
        label="Is the mechanism useful?", choices=[("y", "Yes"), ("n", "No")], widget=forms.RadioSelect
    )
    evidence = forms.MultipleChoiceField(
        label="Types of evidence",
        choices=[("1", "Surveys"), ("2", "Case studies"), ("3", LONG)],
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label="The working groups have read it")
    file = forms.FileField(label="Report as a file (optional)", required=False)


def context(request: HttpRequest) -> dict:
    """What tests/look/templates/style.html shows."""
    rendered = {
        name: [render_to_string(f"components/{name}.html", inputs) for inputs in examples]
        for name, examples in EXAMPLES.items()
    }
    return {
        **rendered,
        "form": SampleForm({"title": "Train the labour inspectors", "area": "b", "useful": "y", "agreed": "on"}),
        "long": LONG,
        "objectives": [("1.2.C", "Train judges", 1204), ("1.10.A", "A hotline", 86), ("3.1", "Public procurement", 7)],
    }
