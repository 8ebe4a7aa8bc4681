"""The key that signs sessions, made once and kept, where nobody set one (a first try, or a single small site)."""

from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret(path: Path) -> str:
    """The key in the file, made on first use and readable by its owner alone."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="ascii") as file:
                path.chmod(0o600)
                file.write(get_random_secret_key())
        except FileExistsError:  # another process was quicker
            pass
        return path.read_text(encoding="ascii").strip()
