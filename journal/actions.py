"""The acts that the journal knows, each with the sentence that tells it. Apps register theirs when they start."""

from collections.abc import Mapping

SENTENCES: dict[str, str] = {}


class UnknownAction(KeyError):
    """An act that no app has registered."""


def register(sentences: Mapping[str, str]) -> None:
    """Add acts: name such as "roadmap.imported" → translatable sentence with %(actor)s and %(target)s."""
    for action, sentence in sentences.items():
        if action in SENTENCES:
            raise ValueError(f"{action} is registered twice")
        SENTENCES[action] = sentence
