"""Two kinds of notices with texts of their own, for tests of what is common to all kinds."""

from pathlib import Path

from notices.kinds import DIGEST, KINDS, Kind
from notices.writing import tell

TEMPLATES = Path(__file__).parent / "templates"

SAMPLES = {
    "samples.assigned": Kind("Something to write"),
    "samples.invited": Kind("Invitations", essential=True),
}


def only_samples(settings, monkeypatch) -> None:
    """Let these be the only kinds beside the digest."""
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], TEMPLATES]}]
    for name in [name for name in KINDS if name != DIGEST]:
        monkeypatch.delitem(KINDS, name)
    for name, kind in SAMPLES.items():
        monkeypatch.setitem(KINDS, name, kind)


def assign(*users, section: str = "Prevention"):
    """Tell users of something to write."""
    return tell("samples.assigned", to=users, about={"section": section}, address=("reports:list", []))
