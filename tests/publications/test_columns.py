"""Tables in parts: which columns stand together, and what becomes of cells that reach into several parts."""

from publications.columns import parted, runs_that_fit


def test_as_many_columns_as_fit_stand_beside_the_first():
    assert runs_that_fit([10, 20, 20, 20, 50, 20], 50) == [range(1, 3), range(3, 4), range(4, 5), range(5, 6)]
    assert runs_that_fit([10, 20], 50) == [range(1, 2)]
    assert runs_that_fit([10], 5) == []


def test_each_part_has_the_first_column():
    table = (
        '<table><thead><tr><th scope="col">A</th><th scope="col">B &amp; b</th><th scope="col">C</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2<br>3</td><td>4</td></tr></tbody></table>"
    )
    assert list(parted(table, [range(1, 2), range(2, 3)])) == [
        '<table><thead><tr><th scope="col">A</th><th scope="col">B &amp; b</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2<br>3</td></tr></tbody></table>",
        '<table><thead><tr><th scope="col">A</th><th scope="col">C</th></tr></thead>'
        "<tbody><tr><td>1</td><td>4</td></tr></tbody></table>",
    ]


def test_a_cell_over_several_columns_stands_in_each_part_that_it_reaches():
    table = (
        '<table><tbody><tr><td rowspan="2">A</td><td colspan="3">B</td></tr>'
        '<tr><td>1</td><td colspan="2">2</td></tr></tbody></table>'
    )
    assert list(parted(table, [range(1, 3), range(3, 4)])) == [
        '<table><tbody><tr><td rowspan="2">A</td><td colspan="2">B</td></tr>'
        "<tr><td>1</td><td>2</td></tr></tbody></table>",
        '<table><tbody><tr><td rowspan="2">A</td><td>B</td></tr><tr><td>2</td></tr></tbody></table>',
    ]


def test_notes_and_ids_of_what_is_repeated_stand_in_the_first_part():
    cell = '<td>A<span class="footnote">n <em>m</em></span> b <a id="x-ref-1" href="#item-1">1</a></td>'
    assert list(
        parted(f"<table><tbody><tr>{cell}<td>1</td><td>2</td></tr></tbody></table>", [range(1, 2), range(2, 3)])
    ) == [
        f"<table><tbody><tr>{cell}<td>1</td></tr></tbody></table>",
        '<table><tbody><tr><td>A<span></span> b <a href="#item-1">1</a></td><td>2</td></tr></tbody></table>',
    ]
