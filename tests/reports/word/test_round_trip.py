"""A part goes out and comes back: by which keys its answers are found, and what is made of what a person did to it."""

import pytest

from reports.content.loading import load
from reports.models import WordCopy, WordReturn
from reports.word import keys
from reports.word.comparing import compare
from reports.word.findings import Found, FoundAnswer, FoundComment
from richtext.build import bold, bullet_list, doc, footnote, heading, objective, paragraph, table
from richtext.build import text as words
from richtext.reading import to_text
from tests.factories.forum import UserFactory
from tests.factories.reports import AnswerFactory, AssignmentFactory, text
from tests.reports.word import editing
from tests.reports.word.conftest import sent_back, take

pytestmark = pytest.mark.django_db


def found_in(report, by, content) -> Found:
    return Found.from_json(sent_back(report, by, content).found)


def said(found: Found) -> dict[str, str]:
    return {name: to_text(answer.value) for name, answer in found.answers.items()}


def outside(found: Found) -> list[tuple[str, str]]:
    return [(to_text(each.text), each.after) for each in found.outside]


def test_what_nobody_touched_comes_back_as_it_went_out(report, reviewer, taken):
    kept = sent_back(report, reviewer, taken.content)
    found = Found.from_json(kept.found)
    assert {name: answer.value for name, answer in found.answers.items()} == {
        each["name"]: each["text"] for each in taken.copy.texts
    }
    assert (found.missing, found.outside, found.comments, found.authors) == ([], [], [], [])
    assert [row.is_changed for row in compare(kept, load(report), reviewer).rows] == [False, False, False]


def test_everything_that_a_text_may_hold_comes_back(report, reviewer, writer):
    value = doc(
        heading(1, "Résultats"),
        paragraph("Voir ", objective("1.1.A"), " et ", words("ceci", bold), footnote("Une note.")),
        bullet_list("a", "b"),
        table([["Année", "Cas"], ["2022", "4"]]),
    )
    AnswerFactory(report=report, value=value, language="fr", changed_by=writer)
    found = found_in(report, reviewer, take(report, reviewer).content)
    assert found.answers["key_results"].value == value


def test_changed_words_are_found(report, reviewer, taken):
    found = found_in(report, reviewer, editing.changed(taken.content, ("né en mai", "né en juin")))
    assert said(found)["key_results"] == "Le forum est né en juin.\n\nIl a cinq groupes."


@pytest.mark.parametrize(
    "damage",
    [
        [editing.without_controls],
        [editing.without_bookmarks],
        [editing.without_lines],
        [editing.without_controls, editing.without_bookmarks],
        [editing.without_lines, editing.without_bookmarks],
        [editing.without_lines, editing.without_controls],
    ],
    ids=lambda damage: " and ".join(each.__name__ for each in damage),
)
def test_one_key_of_three_is_enough(report, reviewer, taken, damage):
    content = editing.changed(taken.content, ("né en mai", "né en juin"))
    for each in damage:
        content = each(content)
    found = found_in(report, reviewer, content)
    assert said(found)["key_results"] == "Le forum est né en juin.\n\nIl a cinq groupes."
    assert (found.missing, outside(found)) == ([], [])


def test_the_copy_is_known_by_the_footer_too(report, reviewer, taken):
    content = editing.with_part(taken.content, "docProps/custom.xml", "<Properties/>")
    kept = sent_back(report, reviewer, content)
    assert kept.copy == taken.copy


def test_what_is_typed_between_the_lines_but_outside_of_the_control_belongs_to_the_answer(report, reviewer, taken):
    line = '<w:p><w:pPr><w:pStyle w:val="MarkerEnd"/></w:pPr><w:sdt><w:sdtPr><w:id w:val="20003"/>'
    ended = f"</w:sdtContent></w:sdt>{editing.paragraph('Et plus.')}<w:sdt><w:sdtContent>{line}"
    found = found_in(report, reviewer, editing.changed(taken.content, (line, ended)))
    assert said(found)["key_results"] == "Le forum est né en mai.\n\nIl a cinq groupes.\n\nEt plus."


def test_text_outside_of_the_answers_is_kept_with_its_place(report, reviewer, taken):
    at_begin, at_end = "<w:body>", "<w:sectPr>"
    content = editing.changed(
        taken.content,
        (at_begin, at_begin + editing.paragraph("Bonjour à tous.")),
        (at_end, editing.paragraph("Merci.") + editing.paragraph("À bientôt.") + at_end),
    )
    found = found_in(report, reviewer, content)
    last = taken.copy.texts[-1]["name"]
    assert outside(found) == [("Bonjour à tous.", ""), ("Merci.\n\nÀ bientôt.", last)]


def test_a_place_that_was_deleted_is_no_deleted_answer(report, reviewer, taken):
    content = editing.patterns(
        taken.content,
        (
            r"<w:sdt><w:sdtPr><w:alias(?:(?!<w:sdtContent>).)*<w:id w:val=\"10001\"/>.*?</w:p></w:sdtContent></w:sdt>",
            "",
        ),
    )
    kept = sent_back(report, reviewer, content)
    comparison = compare(kept, load(report), reviewer)
    assert Found.from_json(kept.found).missing == ["key_results"]
    assert [row.name for row in comparison.missing] == ["key_results"]
    assert comparison.changed == []


def test_a_place_that_was_emptied_is_not_chosen_by_itself(report, reviewer, taken):
    content = editing.patterns(
        taken.content,
        (r"(?<=<w:name w:val=\"x\"/>)|<w:p><w:pPr><w:pStyle w:val=\"Answer\"/></w:pPr><w:r>.*?</w:p>", ""),
    )
    row = compare(sent_back(report, reviewer, content), load(report), reviewer).changed[0]
    assert (row.name, row.is_emptied, row.can_be_sent, row.is_chosen_at_first) == ("key_results", True, True, False)


def test_tracked_changes_are_read_as_accepted(report, reviewer, taken):
    run = '<w:r><w:t xml:space="preserve">Le forum est né en mai.</w:t></w:r>'
    by = 'w:id="9" w:author="Ada" w:date="2023-05-01T00:00:00Z"'
    tracked = (
        '<w:r><w:t xml:space="preserve">Le forum est né en </w:t></w:r>'
        f"<w:del {by}><w:r><w:delText>mai</w:delText></w:r></w:del>"
        f"<w:ins {by}><w:r><w:t>juin</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>"
    )
    found = found_in(report, reviewer, editing.changed(taken.content, (run, tracked)))
    assert said(found)["key_results"] == "Le forum est né en juin.\n\nIl a cinq groupes."
    assert found.authors == ["Ada"]


def test_a_deleted_end_of_a_paragraph_joins_two(report, reviewer, taken):
    run = '<w:pPr><w:pStyle w:val="Answer"/></w:pPr><w:r><w:t xml:space="preserve">Le forum'
    gone = run.replace("</w:pPr>", '<w:rPr><w:del w:id="9" w:author="Ada"/></w:rPr></w:pPr>')
    found = found_in(report, reviewer, editing.changed(taken.content, (run, gone)))
    assert said(found)["key_results"] == "Le forum est né en mai.Il a cinq groupes."


def test_comments_come_along(report, reviewer, taken):
    found = found_in(report, reviewer, editing.commented(taken.content, "Il a cinq groupes.", "Ada", "Six?"))
    assert found.answers["key_results"].comments == [FoundComment("Ada", "Six?", "Il a cinq groupes.")]
    assert said(found)["key_results"] == "Le forum est né en mai.\n\nIl a cinq groupes."


def test_a_comment_on_a_question_is_told_too(report, reviewer, taken):
    help_text = load(report).section("overall").asked[1].help.plain("fr")
    found = found_in(report, reviewer, editing.commented(taken.content, help_text, "Ada", "Why?"))
    assert found.comments == [FoundComment("Ada", "Why?", keys.words(help_text))]
    assert found.answers["key_results"].comments == []


def test_a_code_that_is_newly_written_becomes_a_reference(report, reviewer, taken):
    found = found_in(report, reviewer, editing.changed(taken.content, ("né en mai", "né en mai (objectif 1.1.A)")))
    assert found.answers["key_results"].value["content"][0] == paragraph(
        "Le forum est né en mai (objectif ", objective("1.1.A"), ")."
    )


def test_a_bullet_that_word_makes_is_a_list(report, reviewer, taken):
    before = '</w:pPr><w:r><w:t xml:space="preserve">Il a cinq'
    item = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>{before}'
    numbering = (
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="77"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    content = editing.changed(taken.content, (before, item))
    content = editing.changed(content, ("</w:numbering>", numbering), name="word/numbering.xml")
    found = found_in(report, reviewer, content)
    assert found.answers["key_results"].value == doc(
        paragraph("Le forum est né en mai."), bullet_list("Il a cinq groupes.")
    )


def test_pictures_and_struck_text_are_told(report, reviewer, taken):
    end = "Il a cinq groupes.</w:t></w:r>"
    struck = "<w:r><w:rPr><w:strike/></w:rPr><w:t>Ancien.</w:t></w:r><w:r><w:drawing/></w:r>"
    answer = found_in(report, reviewer, editing.changed(taken.content, (end, end + struck))).answers["key_results"]
    assert (answer.struck, answer.left_out) == (["Ancien."], [["picture", ""]])
    assert to_text(answer.value) == "Le forum est né en mai.\n\nIl a cinq groupes.Ancien."


def test_text_of_another_language_stands_in_the_file_to_be_read(report, reviewer, answered):
    taken = take(report, reviewer, language="en")
    xml = editing.part(taken.content)
    assert "In French, to be read:" in xml
    assert "Le forum est né en mai." in xml
    assert {each["name"]: to_text(each["text"]) for each in taken.copy.texts}["key_results"] == ""


@pytest.mark.long
def test_all_parts_of_a_report_come_back(report, reviewer, writer):
    content = load(report)
    for section in content.sections:
        if not section.asked:
            continue
        for language in ("fr", "en"):
            taken = take(report, reviewer, section=section.key, language=language)
            if not taken.copy.texts:
                continue
            found = found_in(report, reviewer, taken.content)
            assert {name: answer.value for name, answer in found.answers.items()} == {
                each["name"]: each["text"] for each in taken.copy.texts
            }
            assert (found.missing, outside(found)) == ([], [])
    assert WordCopy.objects.count() >= WordReturn.objects.count() > 0


def test_the_texts_of_a_copy_are_what_stood_there(taken):
    assert {each["name"]: each["text"] for each in taken.copy.texts}["key_results"] == text(
        "Le forum est né en mai.", "Il a cinq groupes."
    )


def test_the_file_says_to_whom_an_answer_is_assigned(report, reviewer, answered):
    AssignmentFactory(report=report, section="overall", user=UserFactory(name="Ada Contributor"))
    xml = editing.part(take(report, reviewer).content)
    assert "Ada Contributor" in xml


def test_what_word_hides_is_not_proposed_and_is_told(report, reviewer, taken):
    end = "Il a cinq groupes.</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t> À ne pas dire.</w:t></w:r>"
    found = found_in(report, reviewer, editing.changed(taken.content, (end, end + hidden)))
    answer = found.answers["key_results"]
    assert to_text(answer.value) == "Le forum est né en mai.\n\nIl a cinq groupes."
    assert answer.left_out == [["hidden", "À ne pas dire."]]
    assert found.left_out == []


def test_a_prompt_and_a_paragraph_that_is_hidden_whole_change_nothing(report, reviewer, taken):
    end = "Il a cinq groupes.</w:t></w:r></w:p>"
    prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Cliquez ici</w:t></w:r></w:p>"
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r></w:p>"
    content = editing.changed(taken.content, (end, f"{end}{hidden}{prompt}</w:sdtContent></w:sdt>"))
    found = found_in(report, reviewer, content)
    base = found_in(report, reviewer, taken.content)
    assert found.answers["key_results"].value == base.answers["key_results"].value
    assert found.answers["key_results"].left_out == [["hidden", "Secret"], ["placeholder", "Cliquez ici"]]


def test_what_word_shows_in_other_ways_is_read_or_told(report, reviewer, taken):
    end = "Il a cinq groupes.</w:t></w:r>"
    simple = '<w:fldSimple w:instr=" SEQ x "><w:r><w:t> 12 450</w:t></w:r></w:fldSimple>'
    custom = '<w:customXml w:element="x"><w:r><w:t> femmes</w:t></w:r></w:customXml>'
    box = (
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>37</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    unknown = "<w:new><w:r><w:t>neuf</w:t></w:r></w:new>"
    changed = editing.changed(taken.content, (end, end + simple + custom + box + unknown))
    answer = found_in(report, reviewer, changed).answers["key_results"]
    assert to_text(answer.value) == "Le forum est né en mai.\n\nIl a cinq groupes. 12 450 femmes\n\n37"
    assert answer.left_out == [["unknown_element", "neuf"]]


def test_what_stands_outside_of_the_answers_and_is_hidden_is_told(report, reviewer, taken):
    end = '<w:p><w:pPr><w:pStyle w:val="MarkerEnd"/></w:pPr>'
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret</w:t></w:r></w:p>"
    body = editing.part(taken.content)
    at = body.rindex("<w:sectPr>")
    found = found_in(
        report, reviewer, editing.with_part(taken.content, "word/document.xml", body[:at] + hidden + body[at:])
    )
    assert end in body
    assert (found.outside, found.left_out) == ([], [["hidden", "Secret"]])


def test_files_that_were_read_before_things_were_named_tell_of_their_pictures():
    data = Found(answers={"a": FoundAnswer(doc(paragraph("x")))}).to_json()
    del data["left_out"], data["answers"]["a"]["left_out"]
    data["answers"]["a"]["pictures"] = 2
    assert Found.from_json(data).answers["a"].left_out == [["picture", ""], ["picture", ""]]
