"""France's report with a hundred people who may write in it, and their sessions; told in JSON.

python -m benchmarks.live.stage PEOPLE
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


def main(people: int) -> None:
    call_command("migrate", verbosity=0)
    report = ReportFactory(country=CountryFactory(france=True), priorities=3)
    writers = [UserFactory(holds=(Role.DEPUTY, report.country)) for _number in range(people)]
    json.dump([session_of(person) for person in writers], sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]))
