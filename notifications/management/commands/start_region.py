"""Opens a region on a new installation: the only organization nobody inside the program can create."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.roles import Role
from core import tenancy
from core.errors import DomainError
from core.tenancy import SYSTEM
from core.viewer import SYSTEM_VIEWER
from notifications.actions.invitations import Invitee, invite_by_letter
from schools.actions import create_organization


class Command(BaseCommand):
    help = "Creates a region and sends its first official an invitation by e-mail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("short_name", help="«Примерская область»")
        parser.add_argument("full_name", help="full name of the authority, as in its papers")
        parser.add_argument("email", help="address of the first official")
        parser.add_argument("--zone", default="Europe/Moscow", help="time zone, inherited by everybody below")

    def handle(self, *args: Any, **options: Any) -> None:
        with tenancy.tx(SYSTEM):
            region = create_organization(
                "region",
                None,
                short_name=options["short_name"],
                full_name=options["full_name"],
                time_zone=options["zone"],
                by=SYSTEM_VIEWER,
            )
            official = Invitee(options["email"], (Role.REGION_OFFICIAL,))
            try:
                invite_by_letter([official], region, by=SYSTEM_VIEWER, now=timezone.now())
            except DomainError as error:
                raise CommandError(error.message) from error
        self.stdout.write(f"Region {region.pk} is open; the invitation is on its way to {options['email']}.")
