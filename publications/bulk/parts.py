"""The files of an export that is under way, each whole, in a folder of its own; and the ZIP that they end in."""

import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings


def folder(job: int) -> Path:
    return Path(settings.MEDIA_ROOT) / "bulk" / f"parts-{job}"


def keep(job: int, number: int, content: bytes) -> None:
    """Put the file of that number in its place."""
    place = folder(job)
    place.mkdir(parents=True, exist_ok=True)
    unfinished = place / f".{number}.{os.getpid()}"
    unfinished.write_bytes(content)
    unfinished.replace(place / str(number))


def missing(job: int, numbers: list[int]) -> list[int]:
    return [number for number in numbers if not (folder(job) / str(number)).is_file()]


def pack(job: int, names: Mapping[int, str], index_name: str, index: str) -> str:
    """Write the ZIP: the index, then the files of these numbers under their names. Gives its name in MEDIA_ROOT."""
    name = f"bulk/reports-{job}.zip"
    target = Path(settings.MEDIA_ROOT) / name
    unfinished = target.with_name(f".{target.name}.{os.getpid()}")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(index_name, index)
        for number, inside in names.items():
            archive.write(folder(job) / str(number), inside)
    unfinished.replace(target)
    return name


def throw_away(job: int) -> None:
    shutil.rmtree(folder(job), ignore_errors=True)
