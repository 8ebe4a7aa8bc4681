"""An answer as plain text and as simple HTML, for the formats that are read by programs."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from publications.document import Choice, Passage, Question
from richtext.html import to_html


def choice_text(choice: Choice, position: int) -> str:
    """The label in the language at this position in the document, the text that goes with it in brackets."""
    label = choice.labels[position].text
    return f"{label} ({choice.other[position].text})" if choice.other else label


def chosen(question: Question, position: int) -> list[str]:
    """What was answered by choosing, a line each; nothing where nothing was."""
    if question.scale is not None:
        return [] if question.scale.value is None else [str(question.scale.value)]
    return [choice_text(choice, position) for choice in question.choices if choice.is_ticked]


def chosen_html(question: Question, position: int) -> SafeString:
    lines = chosen(question, position)
    if question.kind == "several":
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def written_html(passage: Passage) -> SafeString:
    """A text that can stand on any page: its headings from level 4 on, its notes below it, its ids its own."""
    if isinstance(passage.value, str):
        return format_html("<p>{}</p>", passage.value)
    return to_html(passage.value, id_prefix=f"{passage.anchor}-")
