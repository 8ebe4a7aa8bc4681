"""Numbers of a spreadsheet as they are shown: 1.10 that has become a number with two decimals is 1.10 again.

The decimal mark is a point and that of thousands a comma, whatever the language; a date is written as 2024-12-31.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, localcontext

from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

FORMAT_LIMIT = 255
"""Characters of a number format; Excel writes no longer one."""

_TOKEN = re.compile(
    r'(?P<end>;)|"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<blank>[_*].|\[[^\[\]]*\])'
    r"|(?P<general>General)|(?P<other>[Ee/@])|(?P<digit>[0#?])|(?P<point>[.,])|(?P<literal>.)",
    re.DOTALL,
)
Token = tuple[str, str]
"""The kind of a piece of a number format, by the name of its group above, and what is written there."""


def shown(raw: str, number_format: str, epoch: datetime) -> str:
    """The number `raw`, as the file writes it, in its format. Raises ValueError or ArithmeticError for what is none."""
    value = float(raw)
    number_format = number_format[:FORMAT_LIMIT]
    if is_date_format(number_format):
        day = from_excel(value, epoch)
        return day.isoformat()[:10] if isinstance(day, date) else day.isoformat()
    number = Decimal(f"{value:.15g}")
    tokens, sign = _section(number_format, number)
    if any(kind in ("general", "other") for kind, _ in tokens):
        return f"{number:f}"  # no format, or a fraction or a power of ten: the number itself
    return sign + _filled(tokens, abs(number))


def _section(number_format: str, number: Decimal) -> tuple[list[Token], str]:
    """The part of the format that is for such a number (positive; negative; zero), and the sign to put before it."""
    sections: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(number_format):
        if match.lastgroup == "end":
            sections.append([])
        elif match.lastgroup != "blank":
            sections[-1].append((match.lastgroup, match[match.lastgroup]))
    if number < 0 and len(sections) > 1:
        return sections[1], ""
    if number == 0 and len(sections) > 2:
        return sections[2], ""
    return sections[0], "-" if number < 0 else ""


def _filled(tokens: list[Token], number: Decimal) -> str:
    """The digits of a number that is not negative in the places of the format, from the right to the left."""
    number *= 100 ** sum(token == ("literal", "%") for token in tokens)
    point = tokens.index(("point", ".")) if ("point", ".") in tokens else len(tokens)
    whole, decimals = tokens[:point], tokens[point + 1 :]
    places = sum(kind == "digit" for kind, _ in decimals)
    with localcontext(prec=2 * FORMAT_LIMIT + 100):  # all digits before the point, and as many after it as a format has
        digits = f"{number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    before, _, after = digits.partition(".")
    return _whole(whole, before.lstrip("0")) + ("." if point < len(tokens) else "") + _decimals(decimals, after)


def _whole(tokens: list[Token], digits: str) -> str:
    places = [place for place, (kind, _) in enumerate(tokens) if kind == "digit"]
    grouped = any(token == ("point", ",") for token in tokens[places[0] : places[-1]]) if places else False
    written: list[str] = []
    count = 0

    def write(digit: str) -> None:
        nonlocal count
        written.append("," if grouped and count and count % 3 == 0 else "")
        written.append(digit)
        count += 1

    for place in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[place]
        if kind == "digit":
            digit, digits = digits[-1:], digits[:-1]
            if digit or text == "0":
                write(digit or "0")
            if place == places[0]:
                for digit in reversed(digits):
                    write(digit)
        elif kind != "point":
            written.append(text)
    return "".join(reversed(written))


def _decimals(tokens: list[Token], digits: str) -> str:
    written = []
    needed = len(digits.rstrip("0"))
    for kind, text in tokens:
        if kind == "digit":
            digit, digits = digits[:1], digits[1:]
            written.append(digit if needed > 0 or text == "0" else "")
            needed -= 1
        elif kind != "point":
            written.append(text)
    return "".join(written)
