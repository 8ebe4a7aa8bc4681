import pytest

from bilingual.text import Text
from reports.checks.letters import SHOWN
from richtext.build import footnote, paragraph
from richtext.printable import unprintable
from tests.factories.forum import UserFactory
from tests.reports.checks.writing import choose, found, write


def test_each_text_with_characters_that_print_as_boxes(report):
    write(report, "En coréen 한국어, en thaï ไทย.", paragraph("Fait ✅", footnote("Encore ✅ 🇫🇷")))

    message = "These characters would be printed as empty boxes: 한국어, ไทย, ✅, 🇫🇷"
    assert found(report, "letters_unprintable") == [("key_results", message, "En coréen 한국어, en thaï ไทย.")]


def test_a_text_in_another_script_names_the_first_ones(report):
    write(report, " ".join(f"ሀ{chr(0x1200 + number)}" for number in range(30)))

    [(_question, message, _excerpt)] = found(report, "letters_unprintable")
    assert message.count(",") == SHOWN - 1
    assert message.endswith(" …")


def test_what_is_printed_besides_the_answers_is_looked_at_too(report):
    report.roadmap.title = Text.of(fr="Feuille de route 한국어", en="Roadmap")
    report.roadmap.save()
    choose(report, "national_partners", {"codes": ["other"], "other": {"fr": "ONG ✅"}})

    message = "These characters would be printed as empty boxes: "
    assert found(report, "letters_unprintable") == [
        ("", f"{message}한국어", "Feuille de route 한국어"),
        ("national_partners", f"{message}✅", "ONG ✅"),
    ]
    assert found(report, "letters_unprintable", language="en") == []


def test_the_page_of_checks_shows_what_is_no_question(report, client_for):
    report.country.name = Text.of(fr="France 한국어", en="France")
    report.country.save()
    page = client_for(UserFactory(focal_point_of=report.country)).get("/fr/reports/FRA/2023/checks/").content.decode()
    assert "<li>France 한국어" in page


@pytest.mark.parametrize(
    "text",
    [
        "Łódź, București, Đà Nẵng, Đặng Thị, Ŧ ŧ Ĭ ĭ Ĳ ĳ, Ÿ, ŋ Ɓ ɗ Ƙ ƴ ǝ, Oʻzbekiston",
        "₦ ₵ ₫ ₱ ₲ ₴ ₸ ₹ ₺ ₼ ₽ ₾ ₿ € £ ¥ ¢ ₡ ₩ ₪ ₭ ₮ ₯ ₰ ₳",
        "Ελληνικά, Кыргызстан, Україна, Ҷ ҷ ә ң ө ү һ қ ғ",
        "العمل الجبري أو الإلزامي ١٢٣، ؟ پ چ ژ گ ک ی ٹ ڈ ڑ ں ے",
        "→ ← ↔ ✓ ✔ ☐ ☑ • ■ □ ▪ ► ≤ ≥ ≈ ≠ × ÷ ‰ № ½ ⅔ ′ ″ … – — « » “ ” „ ‹ ›",
        "fins\u202f; d\u00a0e\u2009s\u2003p\u2011a\u200bc\u2060e\ufeffs \u00ad\u200d\u200e\u200f ❤\ufe0f",
    ],
)
def test_what_the_faces_hold_and_what_is_never_seen_is_no_box(text):
    assert unprintable(text) == []


@pytest.mark.parametrize(
    "text", ["한국어", "ไทย", "हिन्दी", "ትግርኛ", "✅", "🇫🇷", "👩\u200d👧", "日本語", "\ue000", "ខ្មែរ"]
)
def test_what_no_face_holds_is_named_whole(text):
    assert unprintable(f"avant {text}, {text} après") == [text]
