"""The key that is made once where nobody set one."""

import stat

from pathfinder.secret import kept_secret


def test_it_is_made_once_and_read_by_its_owner_alone(tmp_path):
    path = tmp_path / "var" / "secret-key"

    first, second = kept_secret(path), kept_secret(path)

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
