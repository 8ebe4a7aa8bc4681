"""How a form counts its priorities, by language: feminine in French."""

ORDINALS = {
    "en": ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    "fr": (
        "première",
        "deuxième",
        "troisième",
        "quatrième",
        "cinquième",
        "sixième",
        "septième",
        "huitième",
        "neuvième",
        "dixième",
    ),
}

ENDINGS = {"en": "th", "fr": "e"}
"""What follows a figure past ten."""
