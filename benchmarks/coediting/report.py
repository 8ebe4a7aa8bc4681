"""What was measured, as a table in Markdown."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Rounds = list[dict[str, Any]]
BEGIN, END = "<!-- begin of what was measured -->", "<!-- end of what was measured -->"


@dataclass(frozen=True)
class Load:
    """`editors` in each of `documents`, each of whom presses `rate` keys a second."""

    name: str
    documents: int
    editors: int
    rate: float


LOADS = [
    Load("2 × 5 keys/s", 1, 2, 5),
    Load("10 × 4 keys/s", 1, 10, 4),
    Load("50 × 2 keys/s", 1, 50, 2),
    Load("50 texts × 4 × 1 key/s", 50, 4, 1),
]

SERVERS = {
    "ours, PostgreSQL": ("ours", "before", "postgresql"),
    "Hocuspocus, log, PostgreSQL": ("hocuspocus", "before", "postgresql"),
    "Hocuspocus, debounce 0, PostgreSQL": ("hocuspocus", "at-once", "postgresql"),
    "Hocuspocus, default, PostgreSQL": ("hocuspocus", "later", "postgresql"),
    "ours, SQLite": ("ours", "before", "sqlite"),
    "Hocuspocus, log, SQLite": ("hocuspocus", "before", "sqlite"),
}
PAIRS = [
    ("ours, PostgreSQL", "Hocuspocus, log, PostgreSQL"),
    ("ours, PostgreSQL", "Hocuspocus, debounce 0, PostgreSQL"),
    ("ours, PostgreSQL", "Hocuspocus, default, PostgreSQL"),
    ("ours, SQLite", "Hocuspocus, log, SQLite"),
]


def markdown(results: dict[tuple[str, str], Rounds], what: str) -> str:
    lines = [
        what,
        "",
        "Median of the rounds [range]; milliseconds from the keystroke to the other writers. Processor: of one core,",
        "the server's process alone. In the database: so long after they had come 95 % of the changes were there.",
        "",
        "| Load | Server | p50 | p95 | in the database | arrived | the same text | processor | memory |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for load in LOADS:
        for name in SERVERS:
            if rounds := results.get((load.name, name)):
                lines.append(_row(load.name, name, rounds))
    lines += [
        "",
        "Ratios of each round, ours to theirs (below 1: ours is faster):",
        "",
        "| Load | | p50 | p95 |",
        "|---|---|---|---|",
    ]
    for load in LOADS:
        for ours, theirs in PAIRS:
            one, other = results.get((load.name, ours)), results.get((load.name, theirs))
            if one and other:
                p50, p95 = (_ratio(one, other, what) for what in ("p50", "p95"))
                lines.append(f"| {load.name} | {ours} / {theirs} | {p50} | {p95} |")
    return "\n".join([*lines, ""])


def _row(load: str, name: str, rounds: Rounds) -> str:
    cells = [
        load,
        name,
        _spread([one["p50"] for one in rounds], "{:.1f}".format),
        _spread([one["p95"] for one in rounds], "{:.1f}".format),
        _stored(rounds),
        f"{min(one['delivered'] for one in rounds):.1%}",
        "yes" if all(one["converged"] for one in rounds) else "NO",
        f"{statistics.median(one['processor'] for one in rounds):.0%}",
        f"{statistics.median(one['memory'] for one in rounds) / 2**20:.0f} MB",
    ]
    return f"| {' | '.join(cells)} |"


def _stored(rounds: Rounds) -> str:
    """Of ours nothing is asked: what is shown is in the database."""
    behind = [one["behind"] for one in rounds if one["behind"]]
    if not behind:
        return "before it is shown"
    times = [one["p95"] for one in behind if one["p95"] is not None]
    waiting = max(one["waiting"] for one in behind)
    said = f"{statistics.median(times):.0f} ms" if times else "not within the time"
    return f"{said}, up to {waiting} waiting" if waiting else said


def _spread(values: list[float], shown: Callable[[float], str]) -> str:
    middle = shown(statistics.median(values))
    return middle if len(values) == 1 else f"{middle} [{shown(min(values))}–{shown(max(values))}]"


def _ratio(ours: Rounds, theirs: Rounds, what: str) -> str:
    return _spread([one[what] / other[what] for one, other in zip(ours, theirs, strict=True)], "{:.2f}".format)


def put_into_readme(readme: Path, text: str) -> None:
    before, rest = readme.read_text().split(BEGIN)
    after = rest.split(END)[1]
    readme.write_text(f"{before}{BEGIN}\n{text}{END}{after}")
