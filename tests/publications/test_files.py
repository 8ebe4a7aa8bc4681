import os

import pytest

from publications import files
from tests.publications.samples import sample


def test_equal_documents_have_the_same_fingerprint():
    assert files.fingerprint(sample(), "pdf") == files.fingerprint(sample(), "pdf")


@pytest.mark.parametrize(
    ("document", "format"),
    [(sample(version=2), "pdf"), (sample(("en",)), "pdf"), (sample(stage="published"), "pdf"), (sample(), "html")],
)
def test_whatever_changes_the_file_changes_the_fingerprint(document, format):
    assert files.fingerprint(document, format) != files.fingerprint(sample(), "pdf")


def test_a_changed_program_changes_the_fingerprint(monkeypatch):
    before = files.fingerprint(sample(), "pdf")
    monkeypatch.setattr(files, "stamp", lambda: "another version")
    assert files.fingerprint(sample(), "pdf") != before


def test_a_kept_file_is_found_again():
    assert files.find("a.pdf") is None
    files.keep("a.pdf", b"content")
    assert files.find("a.pdf") == b"content"
    assert [path.name for path in files.folder().iterdir()] == ["a.pdf"]


def test_those_not_asked_for_the_longest_make_room(monkeypatch):
    for age, name in enumerate(["new.pdf", "used.pdf", "old.pdf"]):
        files.keep(name, b"x")
        os.utime(files.folder() / name, (1_000_000 - age, 1_000_000 - age))
    files.find("used.pdf")
    monkeypatch.setattr(files, "KEPT", 2)
    files.keep("newest.pdf", b"x")
    assert sorted(path.name for path in files.folder().iterdir()) == ["newest.pdf", "used.pdf"]
