"""France's report with ten people who import, and files that wait in line, on the database of the environment.

python -m benchmarks.importing.stage FILES
"""

import os
import sys
from itertools import cycle, islice

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathfinder.settings")

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402  after the set-up

from benchmarks.importing.cases import files  # noqa: E402
from forum.roles import Role  # noqa: E402
from reports.importing.handing_in import hand_in_file  # noqa: E402
from tests.factories.forum import CountryFactory, UserFactory  # noqa: E402
from tests.factories.reports import ReportFactory  # noqa: E402

PEOPLE = 10


def main(number: int) -> None:
    report = ReportFactory(country=CountryFactory(france=True), priorities=3)
    people = [UserFactory(holds=(Role.DEPUTY, report.country)) for _number in range(PEOPLE)]
    for path, person in zip(islice(cycle(files()), number), cycle(people), strict=False):
        hand_in_file(
            report=report, filename=path.name, content=ContentFile(path.read_bytes()), language="fr", by=person
        )


if __name__ == "__main__":
    main(int(sys.argv[1]))
