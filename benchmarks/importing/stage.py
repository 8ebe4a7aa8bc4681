"""France's report with ten people who import, and their sessions, on the database of the environment; told in JSON.

python -m benchmarks.importing.stage
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  after the set-up

from forum.roles import Role  # noqa: E402
from tests.coediting.pages import session_of  # noqa: E402
from tests.factories.forum import CountryFactory, UserFactory  # noqa: E402
from tests.factories.reports import ReportFactory  # noqa: E402

PEOPLE = 10


def main() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)  # pages are served as on a site
    report = ReportFactory(country=CountryFactory(france=True), priorities=3)
    people = [UserFactory(holds=(Role.DEPUTY, report.country)) for _number in range(PEOPLE)]
    json.dump([session_of(person) for person in people], sys.stdout)


if __name__ == "__main__":
    main()
