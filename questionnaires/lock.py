"""The list of released editions. Each stands in editions/LOCK with its SHA-256 and never changes again.

LOCK has one line an edition, "hash, two spaces, file name", so that `sha256sum -c LOCK` reads it as well. The wordings
of an edition in a further language are released by themselves: their key is 2023/es, their file 2023/es.toml.
"""

from pathlib import Path

from questionnaires.loader import EDITIONS, digest, read

NAME = "LOCK"


class AlreadyReleased(Exception):
    """The edition is in LOCK with another hash: its file was changed after its release."""


def released(directory: Path = EDITIONS) -> dict[str, str]:
    """Key to SHA-256 of the released editions. Raises ValueError for a line that is none."""
    hashes = {}
    path = directory / NAME
    for line in path.read_text().splitlines() if path.exists() else ():
        sha256, separator, name = line.partition("  ")
        key = name.removesuffix(".toml")
        if not separator or len(sha256) != 64 or key == name or key in hashes:
            raise ValueError(f"{NAME}: this line cannot be read, or repeats an edition: {line!r}")
        hashes[key] = sha256
    return hashes


def release(key: str, directory: Path = EDITIONS) -> bool:
    """Append an edition to LOCK; False if it stands there already. Raises AlreadyReleased, EditionError, OSError."""
    edition = key.split("/")[0]
    read(directory / f"{edition}.toml")
    sha256 = digest((directory / f"{key}.toml").read_bytes())
    known = released(directory).get(key)
    if known == sha256:
        return False
    if known:
        raise AlreadyReleased(
            f"Edition {key} was released with another content. A correction is a new edition, such as {edition}.2."
        )
    with (directory / NAME).open("a") as file:
        file.write(f"{sha256}  {key}.toml\n")
    return True
