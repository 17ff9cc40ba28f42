"""`make_load` fills an empty database with a large invented country and counts its figures."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports.actions.counting import count_regions
from reports.load import NotItsOwn, build

OPENS = "uchebny-primer-2026"  # as in the demonstration: the local run only
ACCOUNTS = ("region-official.r{0}", "municipal-official.m{0}-1", "director.s{0}-1-1", "coordinator.s{0}-1-1")


class Command(BaseCommand):
    """Five minutes at scale 1 on two cores: about 3.5 for the rows, 1 for the figures."""

    help = "Builds regions, schools, people, pairs, meetings and roadmaps to measure on, in an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=float, default=1.0, help="1: 80 municipalities, 3,000 schools in a region")
        parser.add_argument("--regions", type=int, default=5)
        parser.add_argument("--yes", action="store_true", help="beside what the database holds")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DATABASE_OWNER_URL:
            raise CommandError("Set DATABASE_OWNER_URL: the rows are written by the owner of the tables.")
        known = settings.LOCAL_PERSONAS
        started, now = time.perf_counter(), timezone.now()
        try:
            first = build(
                options["scale"],
                options["regions"],
                timezone.localdate(now),
                password=make_password(OPENS if known else None),
                beside=options["yes"],
                tell=self.stdout.write,
            )
        except NotItsOwn as error:
            raise CommandError("The database is not empty: give another one, or --yes to build beside.") from error
        self.stdout.write("Counting figures…")
        count_regions(now)
        self.stdout.write(f"Built in {time.perf_counter() - started:.0f} s. Sign in as:")
        for login in ACCOUNTS:
            self.stdout.write(f"{login.format(first)}@load.example  {OPENS if known else 'without a password'}")
