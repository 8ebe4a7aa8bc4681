"""Numbers of lists as letters and as Roman figures, in small letters."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
LONGEST = 10
"""Letters of one number; lists are not that long."""


def lettered(number: int) -> str:
    """a to z, then aa, bb …; below 1 the figures."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, LONGEST)


def roman(number: int) -> str:
    """From 1 to 3999; others as figures."""
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for worth, letters in _ROMAN:
        count, number = divmod(number, worth)
        written += letters * count
    return written
