"""Pandoc trees such as nobody ever wrote, from a seed: lists and tables in each other, form wordings anywhere."""

import random
from typing import Any

Element = dict[str, Any]

WORDS = (
    "travail enfants 1.1.A 1.2.C 3.1 objectif x X ☒ ☐ [x] oui non Autre : autres l'OIT 7 2024 – « guide » e.g. à Œuvre "
    "straße ﬁn 52ème ٣ 中文 a\u0301 \x92 \u00ad… OIT; Sans objet"
).split()
WORDINGS = [
    "1. Depuis mai 2022, quels progrès avez-vous faits concernant la première priorité de votre feuille de route ? *",
    "Priorité 2 : Mieux protéger les victimes",
    "1.1 Poursuivre la dynamique inclusive",
    "1.9 Un volet inconnu",
    '4. Où en est la réalisation de votre prochaine étape n° 1 "Former ?',
    "Où en est la réalisation de votre prochaine étape n° 2 « Publier » ?",
    "5. Veuillez nous en dire plus au sujet de l'avancement des prochaines étapes que vous avez établies.",
    "6. Selon vous, avez-vous progressé par rapport aux priorités de votre feuille de route?",
    "Aucun progrès",
    "0 1 2 3 [4] 5 6 7 8 9 10",
    "7. Quels sont les principaux résultats enregistrés ?",
    "8. Les efforts déployés pour atteindre la cible 8.7 ont-ils abouti à d'autres réussites dignes de mention?",
    "12. Quels instruments d'évaluation et/ou d'autres types d'éléments de preuve avez-vous utilisés ?",
    "☒ Enquêtes",
    "x Autres : nombre de personnes",
    "Veuillez cocher tous ceux qui s'appliquent.",
    "20. Collaborez-vous avec des partenaires nationaux? *",
    "Ministères : Travail, Justice",
    "Autre : ONGS, Associations...",
    "24. Le mécanisme des pays pionniers a-t-il été jugé utile? *",
    "Oui / Non",
    "Étapes à venir dans les 12 prochains mois",
    "27. D'ici avril 2024, quelles sont les prochaines étapes à franchir ?",
    "Prochaine étape : former les inspecteurs",
    "Prochaine étape n° 3",
    "Objectifs d'ici avril 2024 pour cette prochaine étape : cent",
    "Quels éléments de preuve utiliserez-vous pour démontrer que cette étape est franchie? Un registre.",
    "De quel(s) domaine(s) d'intervention relève cette prochaine étape?",
    "Inspection du travail",
    "30. Une question que personne ne connaît ?",
    "29. Merci à vous ! Vous avez fini de remplir ce formulaire. Y a-t-il autre chose ?",
]
PLAIN_FORMATS = ["Strong", "Emph", "Superscript", "Subscript", "Underline", "Strikeout", "SmallCaps"]


class RandomTree:
    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def tree(self, most: int = 40) -> dict[str, Any]:
        meta = {"title": {"t": "MetaInlines", "c": self.inlines(2)}} if self.chance.random() < 0.3 else {}
        return {"meta": meta, "blocks": [self.block(0) for _ in range(self.chance.randint(1, most))]}

    def texts(self, text: str) -> list[Element]:
        elements: list[Element] = []
        for word in text.split(" "):
            elements += [{"t": "Space"}, {"t": "Str", "c": word}] if elements else [{"t": "Str", "c": word}]
        return elements

    def inlines(self, depth: int) -> list[Element]:
        if self.chance.random() < 0.4:
            wording = self.texts(self.chance.choice(WORDINGS))
            if self.chance.random() < 0.3:
                wording = [{"t": "Strong", "c": wording}]
            return wording + ([] if self.chance.random() < 0.6 else self.some_inlines(depth))
        return self.some_inlines(depth)

    def some_inlines(self, depth: int) -> list[Element]:
        return [each for _ in range(self.chance.randint(1, 6)) for each in (self.inline(depth), {"t": "Space"})]

    def inline(self, depth: int) -> Element:
        if depth > 4 or self.chance.random() < 0.6:
            return {"t": "Str", "c": self.chance.choice(WORDS)}
        kind = self.chance.choice(
            [
                *PLAIN_FORMATS,
                "LineBreak",
                "SoftBreak",
                "Code",
                "Math",
                "Link",
                "Image",
                "Span",
                "Note",
                "Quoted",
                "RawInline",
                "Cite",
            ]
        )
        attr = ["", [], []]
        inner = self.some_inlines(depth + 1) if depth < 4 else self.texts("fin")
        match kind:
            case "LineBreak" | "SoftBreak":
                return {"t": kind}
            case "Code":
                return {"t": kind, "c": [attr, "code"]}
            case "Math":
                return {"t": kind, "c": [{"t": "InlineMath"}, "x^2"]}
            case "Link":
                address = self.chance.choice(["https://example.org/a", "#here", "javascript:alert(1)", "mailto:a@b.c"])
                return {"t": kind, "c": [attr, inner, [address, ""]]}
            case "Image":
                return {"t": kind, "c": [attr, inner, ["media/a.png", "title"]]}
            case "Span":
                names = self.chance.choice([[], ["mark"], ["deletion"], ["insertion"], ["comment-start"]])
                return {"t": kind, "c": [["", names, [["author", "A"]]], inner]}
            case "Note":
                return {"t": kind, "c": self.note()}
            case "Quoted":
                return {"t": kind, "c": [{"t": "DoubleQuote"}, inner]}
            case "RawInline":
                return {"t": kind, "c": ["html", "<b>"]}
            case "Cite":
                return {"t": kind, "c": [[], inner]}
        return {"t": kind, "c": inner}

    def note(self) -> list[Element]:
        """A footnote: mostly a paragraph; now and then a list, or a footnote in the footnote."""
        said = {"t": "Para", "c": self.texts(" ".join(self.chance.choices(WORDS, k=3)))}
        if self.chance.random() < 0.2:
            said["c"].append({"t": "Note", "c": [{"t": "Para", "c": self.texts("note dedans")}]})
        return [said, {"t": "BulletList", "c": [[said]]}] if self.chance.random() < 0.2 else [said]

    def block(self, depth: int) -> Element:
        kinds = [
            "Para",
            "Para",
            "Plain",
            "Header",
            "BulletList",
            "OrderedList",
            "BlockQuote",
            "Table",
            "Div",
            "LineBlock",
        ]
        kinds += ["CodeBlock", "HorizontalRule", "DefinitionList", "Figure", "RawBlock"]
        kind = self.chance.choice(kinds if depth < 6 and self.chance.random() > depth * 0.15 else ["Para", "Plain"])
        attr = ["", [], []]
        match kind:
            case "Para" | "Plain":
                return {"t": kind, "c": self.inlines(0)}
            case "Header":
                return {"t": kind, "c": [self.chance.randint(1, 6), attr, self.inlines(1)]}
            case "BulletList":
                return {"t": kind, "c": self.items(depth)}
            case "OrderedList":
                style = {"t": self.chance.choice(["Decimal", "LowerAlpha", "DefaultStyle"])}
                return {"t": kind, "c": [[self.chance.randint(0, 30), style, {"t": "Period"}], self.items(depth)]}
            case "BlockQuote":
                return {"t": kind, "c": self.blocks(depth)}
            case "Div":
                return {"t": kind, "c": [attr, self.blocks(depth)]}
            case "LineBlock":
                return {"t": kind, "c": [self.inlines(2), self.inlines(2)]}
            case "CodeBlock":
                return {"t": kind, "c": [attr, "one line\nanother line"]}
            case "RawBlock":
                return {"t": kind, "c": ["html", "<!-- nothing -->"]}
            case "HorizontalRule":
                return {"t": kind}
            case "DefinitionList":
                return {"t": kind, "c": [[self.inlines(2), [self.blocks(depth)]]]}
            case "Figure":
                return {"t": kind, "c": [attr, [None, [{"t": "Plain", "c": self.inlines(2)}]], self.blocks(depth)]}
        return self.table(depth)

    def blocks(self, depth: int) -> list[Element]:
        return [self.block(depth + 1) for _ in range(self.chance.randint(1, 3))]

    def items(self, depth: int) -> list[list[Element]]:
        return [self.blocks(depth) for _ in range(self.chance.randint(1, 4))]

    def table(self, depth: int) -> Element:
        attr = ["", [], []]
        columns = self.chance.randint(1, 3)

        def row() -> list:
            spans = (1, self.chance.choice([1, 1, 2]))
            return [attr, [[attr, {"t": "AlignDefault"}, *spans, self.blocks(depth)] for _ in range(columns)]]

        head, body = [row()] if self.chance.random() < 0.5 else [], [row() for _ in range(self.chance.randint(1, 3))]
        caption = [None, [{"t": "Plain", "c": self.inlines(2)}] if self.chance.random() < 0.3 else []]
        return {
            "t": "Table",
            "c": [
                attr,
                caption,
                [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns,
                [attr, head],
                [[attr, 0, [], body]],
                [attr, []],
            ],
        }
