"""The hashes by which a frozen report is known, and what the text is cut into so that a part of it can be withheld.

The hash of a text is the root over its blocks: a paragraph, a choice, what a question asks about. Each is hashed with a
salt of its own, so that whoever is given the hash of a block and not its words cannot try out what they were, and can
still compute the root from it and from the blocks that they were given.
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

Content = dict[str, Any]

TEXT_OF_FORMAT_1 = ("format", "country", "year", "version", "edition", "roadmap", "occurrences", "answers")
HEAD = ("format", "year", "version", "edition", "wording_revision")
SURROUNDINGS = (("roadmap", "levels", "items"), ("lists",))


def canonical(content: Any) -> bytes:
    """The one way to write the content: sorted keys, no space, UTF-8."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(content: Any) -> str:
    """SHA-256 over all of the content."""
    return sha256(canonical(content)).hexdigest()


def text_fingerprint(content: Content) -> str:
    """What people compare: it is the same as long as no word of the report changes, whatever is said of it."""
    if content["format"] == 1:
        text = {name: content.get(name) for name in TEXT_OF_FORMAT_1}
        text["occurrences"] = [(each["source"], each["identity"]) for each in text["occurrences"]]
        return fingerprint(text)
    return root(leaves(text_blocks(content), content["salts"]["text"]))


def responses_fingerprint(content: Content) -> str:
    """The same of what the forum's groups answered, a block each; "" where nobody did, and in format 1."""
    return (
        root(leaves(content["forum"], content["salts"]["responses"]))
        if content.get("salts", {}).get("responses")
        else ""
    )


def text_blocks(content: Content) -> Iterator[Content]:
    """The report itself, in order: its questionnaire, its roadmap, the lists that it ticks in, what it is asked about,
    and each answer in each language, a long one paragraph by paragraph. A country's name is no text; its code is."""
    yield {name: content[name] for name in HEAD} | {"country": content["country"]["code"]}
    for names in SURROUNDINGS:
        yield {name: content[name] for name in names}
    for occurrence in content["occurrences"]:
        yield {"occurrence": occurrence}
    for answer in content["answers"]:
        for number, piece in enumerate(pieces(answer["value"])):
            yield answer | {"value": piece, "piece": number}


def pieces(value: Any) -> list[Any]:
    """What an answer is cut into: the blocks of a long text, anything else whole."""
    return value["content"] if isinstance(value, Mapping) and value.get("type") == "doc" else [value]


def salts_of(blocks: Iterable[Content], secret: str) -> list[str]:
    """A salt for each block: with the same secret the same one for the same block, another one for any other."""
    return [hmac.new(secret.encode(), canonical(block), sha256).hexdigest()[:32] for block in blocks]


def leaf(block: Content, salt: str) -> str:
    return sha256(salt.encode() + canonical(block)).hexdigest()


def leaves(blocks: Iterable[Content], salts: Iterable[str]) -> list[str]:
    return [leaf(block, salt) for block, salt in zip(blocks, salts, strict=True)]


def root(hashes: list[str]) -> str:
    """The hash over the hashes of all blocks, in order."""
    return fingerprint(hashes)
