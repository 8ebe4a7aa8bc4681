"""Finished files, kept by the hash of everything they are made of, so that the second download is immediate.

What a file is made of: the document, the format, our own modules, templates, style and fonts, the catalogues of
translations, and the versions of the libraries. A hash that nothing asks for any more is dropped in time.
"""

import json
import os
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from publications.document import Document

KEPT = 400
"""So many finished files stay; a report of 60 pages takes some 0.4 MB."""

HERE = Path(__file__).parent
LIBRARIES = ("weasyprint", "pydyf", "pypandoc_binary", "openpyxl", "django")


def fingerprint(document: Document, format: str) -> str:
    """SHA-256 of what the file is made of, in hexadecimal."""
    content = json.dumps(asdict(document), sort_keys=True, ensure_ascii=False, default=written)
    return sha256(f"{format}\n{stamp()}\n{content}".encode()).hexdigest()


def written(value: date | datetime) -> str:
    return value.isoformat()


@cache
def stamp() -> str:
    """What all files are made of besides their document, as one hash a process."""
    static = settings.BASE_DIR / "static"
    sources = [
        *HERE.glob("*.py"),
        *HERE.glob("*.conf"),
        *HERE.glob("templat*/**/*.*"),
        *(settings.BASE_DIR / "richtext").glob("*.py"),
        *settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.mo"),
        *(static / "css").glob("*.css"),
        *(static / "dist" / "fonts" / "print").glob("*"),
    ]
    hashed = sha256()
    for path in sorted(path for path in sources if path.suffix != ".pyc"):
        hashed.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
        hashed.update(sha256(path.read_bytes()).digest())
    hashed.update(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    return hashed.hexdigest()


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "exports"


def find(name: str) -> bytes | None:
    """The finished file of that name, if it is still there."""
    path = folder() / name
    try:
        content = path.read_bytes()
        os.utime(path)
    except FileNotFoundError:
        return None
    return content


def keep(name: str, content: bytes) -> None:
    """Put a finished file in its place, whole, and drop those that were not asked for the longest."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    unfinished = place / f".{name}.{os.getpid()}"
    unfinished.write_bytes(content)
    unfinished.replace(place / name)
    for path in sorted(place.glob("*.*"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        path.unlink(missing_ok=True)
