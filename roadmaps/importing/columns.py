"""What the columns of a table are, guessed from their names in English, French, Spanish, Portuguese, Arabic, German.

The words below are compared without case and accents, as beginnings of words; Arabic ones anywhere in a name. Where
several kinds would do, the one that stands first in the table decides: "output indicator" is an indicator.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache

from django.utils.translation import gettext_lazy as _

from bilingual.languages import LANGUAGES
from roadmaps.codes import DEEPEST

DETAILS = {
    "responsible": _("Responsible body"),
    "partners": _("Partner bodies"),
    "starts": _("From"),
    "ends": _("To"),
    "period": _("Period"),
    "indicator": _("Indicator"),
    "baseline": _("Baseline"),
    "target": _("Target"),
    "target_year": _("Year of the target"),
    "budget": _("Budget"),
    "currency": _("Currency"),
    "source": _("Source of the budget"),
    "other": _("Kept as text"),
}
"""What is kept with an item, each as it is written."""

NONE = "target group|groupe cible|grupo meta|grupo objetivo|grupo alvo|publico|zielgruppe|beneficia|benefici|الفئة"
"""Names that begin as others do and say something else."""
WORDS: Mapping[str, str] = {
    "retired_on": "retired on|retired_on",
    "source": "source of fund|funding source|source of budget|source de fin|source du fin|sources de fin|fuente|fonte|"
    "finanzierungsquelle|bailleur|donor|مصدر",
    "currency": "currency|devise|monnaie|moneda|moeda|wahrung|العملة|عملة",
    "budget": "budget|cost|cout|couts|costo|coste|custo|presupuesto|orcamento|financement|funding|montant|monto|kosten|"
    "mittel|finanzierung|ميزانية|الميزانية|تكلفة|التكلفة|كلفة",
    "baseline": "baseline|base line|ligne de base|valeur de reference|valeur initiale|situation de reference|"
    "linea base|"
    "linea de base|linha de base|valor inicial|ausgangswert|ausgangslage|خط الأساس|القيمة المرجعية",
    "target_year": "target year|year of target|annee cible|annee de la cible|ano meta|ano de la meta|"
    "ano da meta|zieljahr|"
    "سنة الهدف",
    "indicator": "indicator|indicateur|indicador|indikator|kennzahl|means of verification|مؤشر|المؤشر|مؤشرات",
    "partners": "partner|parten|parcei|aliad|supporting|associe|acteurs associes|socios|asociad|collaborat|colaborador|"
    "beteiligt|mitwirkend|stakeholder|الشركاء|شركاء|شريك|الجهات الداعمة",
    "responsible": "responsible|responsab|responsav|lead|in charge|chef de file|pilote|structure en charge|institution|"
    "institucion|instituicao|implementing|accountable|minist|dependencia|organismo|orgao|entidad|entidade|zustandig|federfuhrung|"
    "verantwortlich|الجهة المسؤولة|المسؤول|الجهة|الجهات المسؤولة|جهة التنفيذ",
    "starts": "start|begin|debut|date de debut|inicio|fecha de inicio|data de inicio|beginn|startdatum|from|"
    "تاريخ البدء|"
    "البداية|بداية",
    "ends": "end|finish|deadline|due|fin|date de fin|echeance|termino|fecha de fin|ende|enddatum|frist|until|"
    "تاريخ الانتهاء|النهاية|نهاية",
    "period": "time|timeframe|timeline|period|year|month|quarter|schedule|when|calendrier|chronogram|periode|"
    "duree|delai|"
    "annee|plazo|cronogram|periodo|ano|prazo|calendario|zeit|laufzeit|zeitraum|jahr|الفترة|الإطار الزمني|المدة|"
    "الجدول الزمني|السنة",
    "target": "target|cible|valeur cible|meta|metas|zielwert|milestone|القيمة المستهدفة|المستهدف|الغاية",
    "level": "level|type|niveau|nivel|nivel|tipo|ebene|stufe|typ|المستوى|مستوى|نوع",
    "code": "code|codes|no|n|nr|num|numero|number|ref|reference|id|codigo|cod|kennung|kennziffer|ziffer|nummer|lfd nr|"
    "الرمز|رمز|الرقم|رقم",
    "title": "title|titre|intitule|titulo|titel|description|descripcion|descricao|beschreibung|libelle|denominacion|"
    "denominacao|bezeichnung|العنوان|الوصف|البيان",
}
LEVELS = (
    "outcome|output|activit|axe|axes|axis|pillar|pilier|pilar|priorit|prioridad|prioridade|strand|volet|"
    "objecti|objetivo|"
    "objectif|goal|strateg|estrateg|action|accion|acao|acoes|acciones|actividad|atividade|line of|linea|linha|ligne|"
    "measure|mesure|medida|massnahme|result|component|eje|ejes|eixo|handlungsfeld|schwerpunkt|saule|ziel|"
    "aktivitat|aktion|"
    "intervention|intervencion|task|tache|tarea|tarefa|effet|produit|producto|produto|theme|domaine|area|ambito|sub|"
    "milestone|commitment|engagement|compromiso|compromisso|"
    "محور|المحور|هدف|الهدف|الأهداف|نشاط|النشاط|الأنشطة|نتيجة|النتيجة|أولوية|الأولوية|تدبير|إجراء|الإجراء|مخرج|المخرج"
)
DESCRIPTIONS = "description|descripcion|descricao|beschreibung|omschrijving|الوصف|البيان"
WHOLE = frozenset(["code", "level", "starts", "ends", "retired_on"])
"""Kinds whose words are common ones: a name is of the kind only where nothing else stands in it but small words."""
_SMALL = frozenset("the of de la le du des el los das do da und der die by al of date code number no n".split())
NAME_LIMIT = 80
_CODES = re.compile(r"^(.*\b)?(code|codigo|cod|kennziffer)\b|رمز")


def folded(name: str) -> str:
    """The name as it is compared: "Coût (FCFA)" becomes "cout fcfa"."""
    plain = unicodedata.normalize("NFKD", name.replace("ß", "ss").replace("°", " ")).casefold()
    kept = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", kept.replace("_", " ")))


@cache
def expressions(words: str, *, whole: bool) -> list[tuple[str, re.Pattern]]:
    """Each word, folded, and where it stands in a name."""
    plain = map(folded, words.split("|"))
    ends = [(word, r"(?:\s|$)" if len(word) < 4 or whole else "") for word in plain]
    return [(word, re.compile(rf"(?:^|\s){re.escape(word)}{end}")) for word, end in ends]


def has_word(name: str, words: str, *, whole: bool = False) -> bool:
    for word, expression in expressions(words, whole=whole):
        at = expression.search(name)
        if at and (not whole or set((name[: at.start()] + " " + name[at.end() :]).split()) <= _SMALL):
            return True
        if not word.isascii() and word in name and not whole:
            return True
    return False


def is_level_name(name: str) -> bool:
    """Whether a word or a column's name is what levels of roadmaps are called."""
    return has_word(folded(name), LEVELS)


def describes(name: str) -> bool:
    """Whether a column beside titles says more of them, and is none."""
    return has_word(folded(name), DESCRIPTIONS)


def guess(name: str) -> str:
    """The role of a column by its name: "level_name" for one that is named as a level is, "other" where unsure."""
    stem = name.strip().lower()
    language = stem.removeprefix("title_")
    if stem != language:
        return stem if language in LANGUAGES else "other"
    if not stem or len(stem) > NAME_LIMIT:
        return "other" if not stem else "text"
    plain = folded(name)
    if has_word(plain, NONE):
        return "other"
    for role, words in WORDS.items():
        if role == "code" and _CODES.search(plain):
            return "code"
        if role == "title" and is_level_name(name) and not has_word(plain, words, whole=True):
            continue
        if has_word(plain, words, whole=role in WHOLE):
            return role
    return "level_name" if is_level_name(name) else "other"


def roles() -> list[str]:
    """All that a column can be; "" is one that is left out."""
    titles = [f"title_{language}" for language in LANGUAGES]
    levels = [f"level_{number}" for number in range(1, DEEPEST + 1)]
    return ["code", "title", *titles, "level", *levels, "retired_on", *DETAILS, ""]


def names_columns(cells: Iterable[str]) -> int:
    """How many cells of a line look like names of columns; 0 where they cannot be those of a roadmap."""
    found = [guess(cell) for cell in cells if cell and not (any(map(str.isdigit, cell)) and is_level_name(cell))]
    known = [role for role in found if role not in ("other", "text")]
    says_what = any(role in ("title", "level_name") or role.startswith("title_") for role in known)
    return len(known) if says_what and len(set(known)) + known.count("level_name") > 1 else 0
