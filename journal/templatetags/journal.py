"""{% sentence entry %}: a line of the journal as a sentence in the reader's language; {% change entry %}: from, to."""

from django import template

from journal.models import Entry
from journal.sentences import change_of, sentence_of

register = template.Library()


@register.simple_tag
def sentence(entry: Entry) -> str:
    return sentence_of(entry)


@register.simple_tag
def change(entry: Entry) -> str:
    return change_of(entry)
