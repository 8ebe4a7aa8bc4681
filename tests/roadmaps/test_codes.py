import random

import pytest

from roadmaps.codes import Code, InvalidCode, letters, next_code, number
from tests.factories.roadmaps import ItemFactory, RoadmapFactory


@pytest.mark.parametrize(
    "text,code,level,parent",
    [
        ("1", Code(1), "priority", None),
        ("12", Code(12), "priority", None),
        ("1.2", Code(1, 2), "strand", Code(1)),
        ("1.2.C", Code(1, 2, "C"), "objective", Code(1, 2)),
        ("1.C", Code(1, None, "C"), "objective", Code(1)),
        ("3.10.AB", Code(3, 10, "AB"), "objective", Code(3, 10)),
    ],
)
def test_a_code_tells_its_level_and_its_parent(text, code, level, parent):
    assert Code.parse(text) == code
    assert (str(code), code.level, code.parent) == (text, level, parent)


@pytest.mark.parametrize("text", [" 1.2.c ", "1.2.C.", "1.2.c"])
def test_a_code_is_read_in_the_ways_people_write_it(text):
    assert Code.parse(text) == Code(1, 2, "C")


@pytest.mark.parametrize(
    "text", ["", "0", "01", "1.0", "A", "1.2.3", "1.2.C.1", "1..C", "100", "1.100", "1.ABC", "1,2", "1.2-C", "١", "1.É"]
)
def test_what_is_not_a_code_is_refused(text):
    with pytest.raises(InvalidCode):
        Code.parse(text)


NATURAL = "1 1.A 1.B 1.Z 1.AA 1.1 1.1.A 1.1.Z 1.1.AA 1.1.AB 1.1.BA 1.2 1.2.C 1.9 1.10 1.10.A 2 2.1 9 10 10.1 99".split()


def test_the_sort_key_gives_the_natural_order():
    codes = [Code.parse(text) for text in NATURAL]
    assert sorted(random.Random(8).sample(codes, len(codes)), key=lambda code: code.sort_key) == codes


@pytest.mark.django_db
def test_the_database_sorts_as_python_does():
    roadmap = RoadmapFactory()
    for code in sorted(NATURAL, key=lambda text: (text.count("."), text[::-1])):
        ItemFactory(roadmap=roadmap, code=code)
    assert [item.code for item in roadmap.items.order_by("sort_key")] == NATURAL


def test_letters_and_numbers_are_each_other_turned_round():
    assert [letters(value) for value in (1, 26, 27, 52, 53, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ"]
    assert all(number(letters(value)) == value for value in range(1, 703))


def random_code(random: random.Random) -> Code:
    strand = random.choice([None, random.randint(1, 99)])
    objective = random.choice([None, letters(random.randint(1, 702))])
    return Code(random.randint(1, 99), strand, objective)


def natural(code: Code) -> tuple[int, int, int]:
    """The order said in another way: by number and letter, an objective without a strand before the strands."""
    return code.priority, code.strand or 0, number(code.objective or "")


@pytest.mark.sampled("seed", range(20))
def test_any_two_codes_stand_in_the_natural_order(seed):
    chance = random.Random(seed)
    for _ in range(200):
        one, other = random_code(chance), random_code(chance)
        assert (one.sort_key < other.sort_key) == (natural(one) < natural(other)), (one, other)
        assert Code.parse(str(one)) == one


def test_what_lies_under_what():
    codes = [Code.parse(text) for text in ("1", "1.C", "1.2", "1.2.C", "2", "2.2")]
    below = {str(top): [str(code) for code in codes if code.lies_under(top)] for top in codes}
    assert below == {"1": ["1.C", "1.2", "1.2.C"], "1.C": [], "1.2": ["1.2.C"], "1.2.C": [], "2": ["2.2"], "2.2": []}


@pytest.mark.parametrize(
    "code,old,new,carried",
    [
        ("1.2.C", "1", "3", "3.2.C"),
        ("1.2.C", "1.2", "1.4", "1.4.C"),
        ("1.2.C", "1.2.C", "1.2.D", "1.2.D"),
        ("1.C", "1", "2", "2.C"),
        ("1.C", "1.C", "1.A", "1.A"),
    ],
)
def test_a_code_is_carried_along_when_what_it_stands_under_moves(code, old, new, carried):
    assert str(Code.parse(code).carried(Code.parse(old), Code.parse(new))) == carried


@pytest.mark.parametrize(
    "level,parent,taken,code",
    [
        ("priority", None, [], "1"),
        ("priority", None, ["1", "1.1", "3"], "4"),
        ("strand", "1", ["1", "1.A"], "1.1"),
        ("strand", "1", ["1.1", "1.9", "2.20"], "1.10"),
        ("objective", "1.2", ["1.2.A", "1.2.C"], "1.2.D"),
        ("objective", "1.2", ["1.2.Z"], "1.2.AA"),
        ("objective", "1", ["1.1", "1.1.F"], "1.A"),
    ],
)
def test_the_next_code_follows_the_last_sibling(level, parent, taken, code):
    under = Code.parse(parent) if parent else None
    assert str(next_code(level, under, map(Code.parse, taken))) == code


@pytest.mark.parametrize("level,parent,taken", [("priority", None, ["99"]), ("objective", "1.2", ["1.2.ZZ"])])
def test_there_is_no_code_after_the_last(level, parent, taken):
    with pytest.raises(InvalidCode):
        next_code(level, Code.parse(parent) if parent else None, map(Code.parse, taken))
