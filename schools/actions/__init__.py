"""Writes to the tree and to who works in it. Only here memberships and invitations are written (system scope)."""

from schools.actions.forgetting import forget_members
from schools.actions.invitations import (
    InvitationExpired,
    InvitationUsed,
    InviterLostRight,
    NotAccepted,
    OtherAccount,
    SignInFirst,
    accept_invitation,
    check_account,
    find_invitation,
    invitable_roles,
    invite,
    revoke_invitation,
    whom_to_ask,
)
from schools.actions.organizations import (
    archive_organization,
    create_organization,
    edit_organization,
    move_organization,
)
from schools.actions.people import PersonCard, edit_person, end_membership, save_membership
from schools.actions.substitutions import create_substitution, delete_substitution
from schools.actions.years import mark_year_closed, mark_year_open, set_school_year
from schools.tokens import Issued, token_from_seed

__all__ = [
    "InvitationExpired",
    "InvitationUsed",
    "InviterLostRight",
    "Issued",
    "NotAccepted",
    "OtherAccount",
    "PersonCard",
    "SignInFirst",
    "accept_invitation",
    "archive_organization",
    "check_account",
    "create_organization",
    "create_substitution",
    "delete_substitution",
    "edit_organization",
    "edit_person",
    "end_membership",
    "find_invitation",
    "forget_members",
    "invitable_roles",
    "invite",
    "mark_year_closed",
    "mark_year_open",
    "move_organization",
    "revoke_invitation",
    "save_membership",
    "set_school_year",
    "token_from_seed",
    "whom_to_ask",
]
