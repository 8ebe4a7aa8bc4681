"""Which files are imported: France's report, and every case of an import, in turn."""

from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "tests" / "data"
ENDINGS = {".docx", ".odt", ".md", ".html"}


def files() -> list[Path]:
    found = sorted(path for path in (DATA / "cases").rglob("*") if path.suffix in ENDINGS)
    france = DATA / "france-2023.docx"
    return [each for path in found or [france] for each in (france, path)]
