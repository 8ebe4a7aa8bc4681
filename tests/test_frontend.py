"""The committed bundle in static/dist belongs to the sources in frontend/. No node is needed to check that."""

from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
FRONTEND = ROOT / "frontend"
DIST = ROOT / "static" / "dist"


def hashes_of_the_sources():
    """The same list as at the end of frontend/build.mjs: path in frontend/ to the SHA-256 of the file's bytes."""
    paths = [FRONTEND / name for name in ("package.json", "package-lock.json", "tsconfig.json", "build.mjs")]
    paths += [path for folder in ("src", "scss") for path in (FRONTEND / folder).rglob("*") if path.is_file()]
    return {path.relative_to(FRONTEND).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}


def recorded_hashes():
    lines = (DIST / "SOURCES.sha256").read_text().splitlines()
    return {path: digest for digest, path in (line.split("  ", 1) for line in lines)}


def test_the_committed_bundle_was_built_from_these_sources():
    assert hashes_of_the_sources() == recorded_hashes(), (
        "cd frontend && npm ci && npm run build, then commit static/dist"
    )


def test_the_lock_file_names_no_registry():
    assert '"resolved"' not in (FRONTEND / "package-lock.json").read_text()


def test_the_bundle_refers_to_no_file_outside_itself():
    for name in ("app.js", "comments.js", "editor.js"):
        assert "sourceMappingURL" not in (DIST / name).read_text()
    assert "@import" not in (DIST / "app.css").read_text()
    assert "http" not in (DIST / "app.css").read_text().replace("http://www.w3.org/", "")


def test_every_font_the_style_sheet_names_is_there():
    css = (DIST / "app.css").read_text()
    named = {part.split(")")[0].strip("\"'") for part in css.split("url(")[1:]}
    assert {name for name in named if name.startswith("fonts/")} == {
        f"fonts/{path.name}" for path in (DIST / "fonts").iterdir() if path.is_file()
    }


def test_every_face_of_the_pdf_is_there_and_has_a_family_weight_and_slant_of_its_own():
    """WeasyPrint takes two files of one face for one, and draws letters of the one with glyphs of the other."""
    rules = (ROOT / "static" / "css" / "faces.css").read_text().split("@font-face")[1:]
    assert {rule.split("dist/")[1].split('"')[0] for rule in rules} == {
        f"fonts/print/{path.name}" for path in (DIST / "fonts" / "print").iterdir()
    }
    faces = [rule.split("{")[1].split("; src")[0].strip() for rule in rules]
    assert len(set(faces)) == len(faces) == 18
    assert "@font-face" not in (ROOT / "static" / "css" / "print.css").read_text()
