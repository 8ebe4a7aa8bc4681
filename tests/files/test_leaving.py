"""What is left out keeps its place, and its mark never becomes text."""

from files.leaving import LeavingOut, LeftOut, placed, without_marks


def string(text: str) -> dict:
    return {"t": "Str", "c": text}


def span(what: str, text: str) -> dict:
    return {"t": "Span", "c": [["", ["left-out"], [["what", what], ["text", text]]], []]}


def test_a_mark_becomes_a_span_in_its_place():
    out = LeavingOut()
    first, second = out.mark("hidden", " un  secret\n"), out.mark("chart")
    assert out.things == [LeftOut("hidden", "un secret"), LeftOut("chart")]
    tree = {"blocks": [{"t": "Para", "c": [string(f"avant{first}après"), string("x"), string(second)]}]}
    assert placed(tree, out.things) == (
        {
            "blocks": [
                {
                    "t": "Para",
                    "c": [
                        string("avant"),
                        span("hidden", "un secret"),
                        string("après"),
                        string("x"),
                        span("chart", ""),
                    ],
                }
            ]
        },
        [],
    )


def test_what_has_no_place_in_the_tree_is_given_back():
    out = LeavingOut()
    mark = out.mark("hidden", "a")
    out.mark("diagram", "b")
    tree = [{"t": "Header", "c": [1, [f"id{mark}", [], []], [string(mark), string(mark)]]}]
    assert placed(tree, out.things) == (
        [{"t": "Header", "c": [1, ["id", [], []], [span("hidden", "a")]]}],
        [LeftOut("diagram", "b")],
    )


def test_a_mark_that_a_file_brings_with_it_is_no_mark():
    assert without_marks("1\ufdd00\ufdd12") == "102"
    assert placed([string("a\ufdd07\ufdd1b\ufdd0")], []) == ([string("a"), string("7"), string("b")], [])
    assert LeavingOut().mark("hidden", "\ufdd0") == "\ufdd00\ufdd1"
