from richtext import build


def test_an_empty_document_has_one_empty_paragraph():
    assert build.doc() == {"type": "doc", "content": [{"type": "paragraph"}]}


def test_strings_stand_for_texts_and_paragraphs():
    word = {"type": "text", "text": "a"}
    block = {"type": "paragraph", "content": [word]}
    assert build.paragraph("a", "") == block
    assert build.bullet_list("a") == {"type": "bulletList", "content": [{"type": "listItem", "content": [block]}]}
    assert build.footnote("a") == {"type": "footnote", "content": [word]}


def test_marks_are_put_in_order():
    marked = build.text("a", build.superscript, build.bold, build.link("https://example.org"))
    assert marked == {
        "type": "text",
        "text": "a",
        "marks": [
            {"type": "link", "attrs": {"href": "https://example.org"}},
            {"type": "bold"},
            {"type": "superscript"},
        ],
    }
    assert build.objective("1.2.C") == {"type": "objective", "attrs": {"code": "1.2.C"}}


def test_a_table_has_headings_in_its_first_row_unless_told_otherwise():
    spans = {"colspan": 1, "rowspan": 1}
    a, b = (build.paragraph(letter) for letter in "ab")
    head = {"type": "tableRow", "content": [{"type": "tableHeader", "attrs": spans, "content": [a]}]}
    body = {"type": "tableRow", "content": [{"type": "tableCell", "attrs": spans, "content": [b]}]}
    assert build.table([["a"], ["b"]]) == {"type": "table", "content": [head, body]}
    assert build.table([["b"]], header=False) == {"type": "table", "content": [body]}


def test_a_cell_of_its_own_keeps_its_kind_and_spans():
    wide = build.cell("a", colspan=2)
    assert build.table([[wide]])["content"][0]["content"] == [wide]
    assert wide["type"] == "tableCell"
    assert build.cell()["content"] == [{"type": "paragraph"}]


def test_lists_start_where_they_are_told_to():
    assert build.ordered_list("a")["attrs"] == {"start": 1}
    assert build.ordered_list("a", start=4)["attrs"] == {"start": 4}
