"""`load_demo` makes the invented region once and prints how to sign in; `--print` only prints."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from orders.demo import load, sign_ins


class Command(BaseCommand):
    help = "Loads the demonstration data (the local run only) and prints the sign-ins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--print", action="store_true", help="only print address, password and role")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL_PERSONAS:
            raise CommandError("The demonstration people have a known password: not on this installation.")
        if not options["print"]:
            load(timezone.now())
        self.stdout.write("\n".join(sign_ins()))
