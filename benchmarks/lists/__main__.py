"""What the lists of the secretariat cost with 37 countries and 2,000 reports, beside one page of rows.

python -m benchmarks.lists [--before COMMIT] [--store postgresql|sqlite]… [--reports 2000]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COUNTRIES, ONE_PAGE, ROUNDS = 37, 50, 15
PAGES = {
    "desk, as it opens": "/en/desk/?sort=",
    "desk, all years": "/en/desk/?year=all",
    "desk, last changed": "/en/desk/?year=all&sort=-changed",
    "desk, least advanced": "/en/desk/?year=all&sort=status",
    "desk, words": "/en/desk/?year=all&words=country+person",
    "desk, last page": "/en/desk/?year=all&page=9999",
    "reports": "/en/reports/",
}


def main() -> None:
    words = argparse.ArgumentParser(prog="python -m benchmarks.lists")
    words.add_argument("--before", help="a commit to be measured in the same run, in turn with what is here")
    words.add_argument("--store", action="append", choices=["postgresql", "sqlite"])
    words.add_argument("--reports", type=int, default=2000)
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="pathfinder-lists-") as place:
        trees = {"now": ROOT}
        if given.before:
            trees = {"before": Path(place)} | trees
            packed = subprocess.run(["git", "archive", given.before], cwd=ROOT, check=True, capture_output=True).stdout
            subprocess.run(["tar", "-x", "-C", place], input=packed, check=True)
        for store in given.store or ["postgresql", "sqlite"]:
            for name, tree in trees.items():
                show(store, name, measured(tree, store, given.reports))


def measured(tree: Path, store: str, reports: int) -> dict[str, list[list[float]]]:
    """For each page: milliseconds, queries and bytes, with one page of rows and with all."""
    environment = os.environ | {"PYTHONPATH": str(tree), "DJANGO_SETTINGS_MODULE": "pathfinder.settings_test"}
    environment |= {"TEST_DB": "sqlite" if store == "sqlite" else ""}
    here = [sys.executable, __file__, "--one", str(reports)]
    told = subprocess.run(here, env=environment, cwd=tree, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(told.splitlines()[-1])


def show(store: str, name: str, found: dict[str, list[list[float]]]) -> None:
    sys.stdout.write(f"\n{store}, {name}\n{'':22}   one page     all   ratio  queries      kB\n")
    for page, ((few, few_queries, _size), (many, queries, size)) in found.items():
        asked = f"{few_queries}→{queries}"
        sys.stdout.write(f"{page:22}{few:8.0f} ms{many:5.0f} ms{many / few:8.2f}{asked:>9}{size / 1000:8.0f}\n")
    sys.stdout.flush()


def one(number: int) -> None:
    """Stage the reports in a database of this tree, and measure its pages."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.runner import DiscoverRunner

    from tests.factories.forum import UserFactory

    runner = DiscoverRunner(verbosity=0, interactive=False)
    runner.setup_test_environment()
    databases = runner.setup_databases()
    staged = stage()
    found: dict[str, list[list[float]]] = {page: [] for page in PAGES}
    every_year = "year=all" if Path("reports/signoff/selection.py").exists() else "year="  # before decision 55
    client = Client()
    client.force_login(UserFactory(secretariat=True))
    for total in (ONE_PAGE, number):
        for _report in range(total if total == ONE_PAGE else total - ONE_PAGE):
            next(staged)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        for page, address in PAGES.items():
            found[page].append(cost(client, address.replace("year=all", every_year)))
    runner.teardown_databases(databases)
    json.dump(found, sys.stdout)


def stage():
    """Reports one by one, a year of all countries after the other, the newest first; each with answers and acts."""
    from django.utils import timezone

    from forum.roles import Role
    from journal.models import Entry
    from reports.models import Answer
    from reports.stages import Stage
    from tests.factories.forum import CountryFactory, UserFactory
    from tests.factories.reports import CampaignFactory, ReportFactory, text
    from tests.factories.roadmaps import RoadmapFactory

    countries = [CountryFactory() for _each in range(COUNTRIES)]
    roadmaps = {country: RoadmapFactory(country=country, items={"1": "Prevent"}) for country in countries}
    people = {country: [UserFactory(holds=(Role.DEPUTY, country)) for _each in range(5)] for country in countries}
    answered = ["key_results", "difficulties", "lessons", "anything_else"]
    stages = [*Stage, Stage.PUBLISHED, Stage.PUBLISHED]
    for year in range(2026, 1900, -1):
        campaign = CampaignFactory(year=year)
        for place, country in enumerate(countries):
            report = ReportFactory(
                country=country,
                campaign=campaign,
                roadmap=roadmaps[country],
                stage=stages[(place + year) % len(stages)],
            )
            who = people[country][year % 5]
            Answer.objects.bulk_create(
                Answer(slot=slot, language="fr", value=text("Bonjour"), is_original=True, changed_by=who)
                for slot in report.slots.filter(question__in=answered)
            )
            Entry.objects.bulk_create(
                Entry(
                    action="answer.saved",
                    at=timezone.now(),
                    actor=who,
                    actor_name=str(who),
                    country=country.code,
                    target_type="reports.report",
                    target_id=str(report.pk),
                    target_label=str(report),
                )
                for _each in range(20)
            )
            yield report


def cost(client, address: str) -> list[float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)  # the next request forgets them
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    client.get(address)
    took = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        client.get(address)
        took.append(1000 * (time.perf_counter() - began))
    return [min(took), asked, len(answer.content)]


if __name__ == "__main__":
    one(int(sys.argv[2])) if sys.argv[1:2] == ["--one"] else main()
