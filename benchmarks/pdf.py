"""How long a PDF takes: the report of a country, cold (a new process) and warm (the same process again).

    .venv/bin/python benchmarks/pdf.py FRA 2023 fr [fr+en …]

Prints processor seconds, since the wall clock tells more about what else the machine does, and the ratio to a fixed
piece of Python work measured in the same run, which can be compared between machines.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")
ROUNDS = 3


def yardstick() -> float:
    """Processor seconds of a fixed piece of work, the best of three."""

    def once() -> float:
        start = time.process_time()
        table = {number: str(number) for number in range(400_000)}
        sum(len(text) for text in sorted(table.values()))
        return time.process_time() - start

    return min(once() for _round in range(3))


def renders(country: str, year: str, language: str) -> list[float]:
    """Processor seconds of each render of this process, the first with everything that has to be loaded."""
    start = time.process_time()
    import django

    django.setup()
    from publications.building import build_document, parse_languages
    from publications.pdf import render_pdf
    from reports.models import Report

    seconds = []
    for _round in range(1 + ROUNDS):
        report = Report.objects.select_related("country", "campaign", "roadmap").get(
            country__code=country, campaign__year=year
        )
        content = render_pdf(build_document(report, parse_languages(language)))
        seconds.append(time.process_time() - start)
        start = time.process_time()
    sys.stderr.write(f"{language}: {len(content)} bytes\n")
    return seconds


def main(country: str, year: str, languages: list[str]) -> None:
    unit = yardstick()
    sys.stdout.write(f"yardstick {unit:.3f} s\nlanguage  cold s  ratio  warm s  ratio\n")
    for language in languages:
        here = [sys.executable, __file__, "--one", country, year, language]
        told = subprocess.run(here, capture_output=True, text=True, check=True).stdout.split()
        cold, warm = float(told[0]), min(map(float, told[1:]))
        sys.stdout.write(f"{language:8}  {cold:6.2f}  {cold / unit:5.1f}  {warm:6.2f}  {warm / unit:5.1f}\n")


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        sys.stdout.write(" ".join(f"{seconds:.3f}" for seconds in renders(*sys.argv[2:5])))
    else:
        main(sys.argv[1], sys.argv[2], sys.argv[3:] or ["fr"])
