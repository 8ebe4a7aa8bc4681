"""Giving a document another value changes what differs, and nothing else."""

import pytest
from pycrdt import Doc, XmlElement, XmlText

from coediting.convert import fragment_of, new_doc, value_of
from coediting.merging import write_value
from coediting.updates import read_update
from richtext.build import bold, doc, objective, paragraph, text
from richtext.cleaning import normalise
from tests.richtext.documents import written


@pytest.mark.sampled("seed", range(150))
def test_from_any_text_to_any_other(seed):
    before, after = normalise(written(seed)), normalise(written(seed + 1))
    one = new_doc(before)
    replica = Doc()
    replica.apply_update(one.get_update())
    update = write_value(one, after)
    assert value_of(one) == after
    if before != after:
        read_update(update)
        replica.apply_update(update)
    assert value_of(replica) == after
    assert write_value(one, after) is None


def lines(*texts: str) -> dict:
    return doc(*(paragraph(text(one)) if one else paragraph() for one in texts))


def test_what_somebody_writes_meanwhile_stays():
    one = new_doc(lines("First", "The second été 😀 line", "Third"))
    other = Doc()
    other.apply_update(one.get_update())
    update = write_value(one, lines("New", "First", "The second ÉTÉ 😀 line", "Third"))

    before = other.get_state()
    _, second, third = (line.children[0] for line in fragment_of(other).children)
    second.insert(len(second), " and more")
    third.insert(0, "The ")
    one.apply_update(other.get_update(before))
    other.apply_update(update)
    assert value_of(one) == value_of(other) == lines("New", "First", "The second ÉTÉ 😀 line and more", "The Third")


def test_a_reference_that_is_no_longer_bold():
    before, after = (doc(paragraph("See ", objective("1.2.C", *marks), ".")) for marks in ((bold,), ()))
    one = new_doc(before)
    write_value(one, after)
    assert value_of(one) == after


def test_only_what_differs_is_written():
    long = [f"Paragraph {number} with some words in it" for number in range(200)]
    one = new_doc(lines(*long))
    changed = [*long]
    changed[100] = changed[100].replace("some", "few")
    assert len(write_value(one, lines(*changed))) < 80
    assert len(write_value(one, lines(*changed[:50], *changed[60:]))) < 80


@pytest.mark.parametrize(
    "before,after",
    [("aaXaa", "aaa"), ("aaa", "aaXaa"), ("abab", "ab"), ("ab", "abab"), ("aa", "a"), ("été été", "été")],
)
def test_what_begins_and_ends_alike_is_not_counted_twice(before, after):
    one = new_doc(lines(before))
    write_value(one, lines(after))
    assert value_of(one) == lines(after)


def test_formatting_alone():
    one = new_doc(lines("one two three"))
    after = doc(paragraph(text("one "), text("two", bold), text(" three")))
    update = write_value(one, after)
    assert value_of(one) == after
    assert read_update(update).deleted == {}
    write_value(one, lines("one two three"))
    assert value_of(one) == lines("one two three")


def test_what_the_schema_does_not_know_goes():
    one = new_doc(lines("a"))
    root = fragment_of(one)
    root.children.append(XmlElement("script", {"src": "x"}, [XmlText("b")]))
    root.children[0].children[0].insert_embed(0, {"image": "x"})
    write_value(one, lines("a"))
    assert value_of(one) == lines("a")
    assert str(root) == "<paragraph>a</paragraph>"
