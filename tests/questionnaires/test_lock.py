"""Releasing an edition: LOCK takes each once, and never another content."""

from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from questionnaires.checks import check_lock
from questionnaires.loader import EDITIONS
from questionnaires.lock import AlreadyReleased, release, released


def test_a_released_edition_stands_in_the_lock_once(written, tmp_path):
    edition = written()
    assert released(tmp_path) == {}
    assert release("2099", tmp_path) is True
    assert release("2099", tmp_path) is False
    assert (tmp_path / "LOCK").read_text() == f"{edition.sha256}  2099.toml\n"
    assert released(tmp_path) == {"2099": edition.sha256}


def test_a_changed_edition_is_not_released_again(written, tmp_path):
    written()
    release("2099", tmp_path)
    before = (tmp_path / "LOCK").read_text()
    written("Small", "Smaller")
    with pytest.raises(AlreadyReleased) as refusal:
        release("2099", tmp_path)
    assert str(refusal.value) == (
        "Edition 2099 was released with another content. A correction is a new edition, such as 2099.2."
    )
    assert (tmp_path / "LOCK").read_text() == before


@pytest.mark.parametrize("line", ["2099", f"{'0' * 64} 2099.toml", f"{'0' * 63}  2099.toml", f"{'0' * 64}  2099"])
def test_a_line_that_is_none_is_refused(tmp_path, line):
    (tmp_path / "LOCK").write_text(f"{line}\n")
    with pytest.raises(ValueError, match=r"^LOCK: this line cannot be read"):
        released(tmp_path)


def test_an_edition_that_is_there_twice_is_refused(tmp_path):
    (tmp_path / "LOCK").write_text(f"{'0' * 64}  2099.toml\n{'1' * 64}  2099.toml\n")
    with pytest.raises(ValueError, match=r"^LOCK: this line cannot be read, or repeats an edition"):
        released(tmp_path)


def test_the_command_leaves_a_released_edition_as_it_is():
    before = (EDITIONS / "LOCK").read_bytes()
    out = StringIO()
    call_command("lock_edition", "2023", stdout=out)
    assert out.getvalue() == "Edition 2023 was released before, unchanged.\n"
    assert (EDITIONS / "LOCK").read_bytes() == before


def test_the_command_refuses_an_unknown_edition():
    with pytest.raises(CommandError, match=r"^There is no edition 1999; there are: "):
        call_command("lock_edition", "1999")


@pytest.fixture
def package(written, tmp_path, monkeypatch):
    """The small edition in the place of the package's own ones."""
    from questionnaires.management.commands import lock_edition

    monkeypatch.setattr(lock_edition, "EDITIONS", tmp_path)
    return tmp_path


def test_the_command_releases_an_edition(written, package):
    edition = written()
    out = StringIO()
    call_command("lock_edition", "2099", stdout=out)
    assert out.getvalue() == "Edition 2099 is released.\n"
    assert released(package) == {"2099": edition.sha256}
    assert edition.sha256 == sha256((package / "2099.toml").read_bytes()).hexdigest()


def test_the_command_refuses_an_edition_with_problems(written, package):
    written('kind = "line"', 'kind = "lines"')
    with pytest.raises(CommandError) as refusal:
        call_command("lock_edition", "2099")
    assert str(refusal.value) == (
        "Edition 2099 is not ready:\nEdition 2099, question asked_if_other: the kind “lines” is unknown."
    )
    assert released(package) == {}


def test_the_words_of_a_language_are_released_by_themselves(written, tmp_path):
    written()
    release("2099", tmp_path)
    words = tmp_path / "2099" / "es.toml"
    words.parent.mkdir()
    words.write_text('title = "Pequeño"\n')
    assert [release("2099/es", tmp_path), release("2099/es", tmp_path)] == [True, False]
    assert released(tmp_path)["2099/es"] == sha256(words.read_bytes()).hexdigest()
    words.write_text('title = "Pequeñito"\n')
    problems = list(check_lock(tmp_path))
    assert [(problem.msg, problem.hint) for problem in problems] == [
        (
            "Edition 2099/es was changed after its release.",
            "Restore 2099/es.toml; a correction is a new edition, such as 2099.2.",
        )
    ]
