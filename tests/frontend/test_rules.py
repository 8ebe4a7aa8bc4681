"""The rules of the browser side that need no browser, run by Node.js: the tests beside this file, in TypeScript.

Node.js is Playwright's, which every machine has that runs our tests; it reads TypeScript by itself.
"""

import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import node

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.test.ts"))


def test_there_are_some():
    names = [file.name.split(".")[0] for file in FILES]
    assert names == [
        "codes",
        "fitting",
        "held",
        "kept",
        "losses",
        "pending",
        "places",
        "placing",
        "plan",
        "rebasing",
        "status",
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_rules(file, tmp_path):
    program = node()
    if subprocess.run([program, "--version"], capture_output=True).returncode:
        reason = "Playwright's Node.js does not start: sudo apt-get install libatomic1"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    options = ["--no-warnings", f"--localstorage-file={tmp_path / 'storage'}", "--import", HERE / "setup.mjs"]
    done = subprocess.run([program, *options, "--test", file], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "# fail 0" in done.stdout or "fail 0" in done.stdout
    assert "pass 0" not in done.stdout, "no test ran"
