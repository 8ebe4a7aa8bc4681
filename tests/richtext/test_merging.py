from collections import Counter

import pytest

from richtext import cleaning
from richtext.build import bullet_list, doc, heading, paragraph
from richtext.merging import Merged, merge
from richtext.reading import words
from richtext.schema import validate
from tests.richtext.documents import written

A = paragraph("Le Forum s’est réuni deux fois.")
A1 = paragraph("Le Forum s’est réuni trois fois.")
A2 = paragraph("Le Forum s’est réuni deux fois à Paris.")
B = paragraph("Un guide est paru en mai.")
B1 = paragraph("Un guide est paru en juin.")
C = paragraph("Rien d’autre n’a été fait.")
NEW, OTHER = paragraph("Tout nouveau."), bullet_list("Nouveau aussi")

SITUATIONS = {
    "only mine changed": ((A, B), (A, B), (A1, B), (A1, B), ()),
    "only theirs changed": ((A, B), (A, B1), (A, B), (A, B1), ()),
    "each changed another block": ((A, B), (A1, B), (A, B1), (A1, B1), ()),
    "both changed the same block alike": ((A, B), (A1, B), (A1, B), (A1, B), ()),
    "both changed the same block": ((A, B), (A1, B), (A2, B), (A1, A2, B), (A2,)),
    "they took out what I changed": ((A, B), (B,), (A1, B), (A1, B), ()),
    "I took out what they changed": ((A, B), (A1, B), (B,), (A1, B), ()),
    "I took out what they left alone": ((A, B), (A, B1), (B,), (B1,), ()),
    "both took it out": ((A, B, C), (B1, C), (B, C), (B1, C), ()),
    "both added at the same place": ((A, B), (A, NEW, B), (A, OTHER, B), (A, NEW, OTHER, B), ()),
    "both added the same": ((A, B), (A, NEW, B), (A, NEW, B1), (A, NEW, B1), ()),
    "they added at the beginning, I at the end": ((A,), (NEW, A), (A, OTHER), (NEW, A, OTHER), ()),
    "I added behind the block that I changed too": ((A, B), (A, B1), (A1, NEW, B), (A1, NEW, B1), ()),
    "they made it a heading, I wrote on": (
        (A, B),
        (heading(1, "Le Forum s’est réuni deux fois."), B),
        (A2, B),
        (heading(1, "Le Forum s’est réuni deux fois."), A2, B),
        (A2,),
    ),
    "nobody knows what it was written on": ((), (A, B), (A, B1), (A, B, B1), (B1,)),
    "it began with the headings of the strands": (
        (heading(1, "1.1"), heading(1, "1.2")),
        (heading(1, "1.1"), A, heading(1, "1.2")),
        (heading(1, "1.1"), heading(1, "1.2"), B),
        (heading(1, "1.1"), A, heading(1, "1.2"), B),
        (),
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_two_people_wrote_without_seeing_each_other(situation):
    base, theirs, mine, merged, twice = SITUATIONS[situation]
    assert merge(doc(*base), doc(*theirs), doc(*mine)) == Merged(doc(*merged), twice)


@pytest.mark.sampled("seed", range(60))
def test_no_word_that_either_wrote_is_dropped(seed):
    base, theirs, mine = (cleaning.normalise(written(seed * 3 + number)) for number in range(3))
    halves = len(base["content"]) // 2
    theirs = doc(*base["content"][:halves], *theirs["content"])
    mine = doc(*mine["content"], *base["content"][halves:])
    merged = merge(base, theirs, mine).document
    validate(merged)
    said = Counter(words(merged))
    for written_by_one in (theirs, mine):
        assert Counter(words(written_by_one)) - Counter(words(base)) - said == Counter()
