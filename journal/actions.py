"""The acts that the journal knows, each with the sentence that tells it. Apps register theirs when they start."""

from collections.abc import Mapping

SENTENCES: dict[str, str] = {}
WORDS: dict[str, Mapping[str, str]] = {}


class UnknownAction(KeyError):
    """An act that no app has registered."""


def register(sentences: Mapping[str, str]) -> None:
    """Add acts: name such as "roadmap.imported" → translatable sentence with %(actor)s and %(target)s."""
    for action, sentence in sentences.items():
        if action in SENTENCES:
            raise ValueError(f"{action} is registered twice")
        SENTENCES[action] = sentence


def register_words(subject: str, words: Mapping[str, str]) -> None:
    """Add the words for the states that acts on a subject lead from and to: "report", {"draft": _("draft"), …}."""
    if subject in WORDS:
        raise ValueError(f"the words of {subject} are registered twice")
    WORDS[subject] = words


def word(action: str, value: object) -> str:
    """A state in the reader's language; as it was written where there is no word for it."""
    return str(WORDS.get(action.split(".")[0], {}).get(str(value), value))
