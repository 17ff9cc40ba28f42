"""Verbs of the papers."""

from orders.actions.agreement import NotAsked, RemarkMissing, TextChanged, ask_agreement, decide_agreement
from orders.actions.archive import AlreadyArchived, NothingToArchive, YearNotOver, archive_journal
from orders.actions.bundles import NothingToPack, TooManyOrders, ask_orders
from orders.actions.checking import Genuine, look_up
from orders.actions.drafts import (
    RoadmapNotApproved,
    RoadmapNotDraft,
    StaleOrder,
    choose_columns,
    delete_order,
    draft_activity_order,
    draft_roadmap_order,
    edit_order,
    refresh_appendix,
)
from orders.actions.files import DamagedText, NotRegistered, ensure_order_file, ensure_site_copy
from orders.actions.journal import NumberMissing, NumberTaken
from orders.actions.journals import settle_journals
from orders.actions.kind_drafts import NotOffered, draft_order
from orders.actions.links import NoSuchTarget, NotInForce, draft_order_against, link_order, unlink_order
from orders.actions.pair_drafts import Drafted, NoPairsLeft, SeveralYears, Terms, draft_pairs_order
from orders.actions.registration import (
    AlreadyRegistered,
    AppendixOutdated,
    DateInFuture,
    EarlierDate,
    NotReady,
    PairsOutdated,
    register_order,
)
from orders.actions.scans import NotAPicture, TooManyScans, add_scans, delete_scan, open_order_scan
from orders.actions.signing import NotOpen, send_to_sign, take_back
from orders.actions.words import NotDraft, confirm_words
from orders.actions.words_of_papers import add_phrase, delete_phrase, save_basis, save_blank, save_template

__all__ = [
    "AlreadyArchived",
    "AlreadyRegistered",
    "AppendixOutdated",
    "DamagedText",
    "DateInFuture",
    "Drafted",
    "EarlierDate",
    "Genuine",
    "NoPairsLeft",
    "NoSuchTarget",
    "NotAPicture",
    "NotAsked",
    "NotDraft",
    "NotInForce",
    "NotOffered",
    "NotOpen",
    "NotReady",
    "NotRegistered",
    "NothingToArchive",
    "NothingToPack",
    "NumberMissing",
    "NumberTaken",
    "PairsOutdated",
    "RemarkMissing",
    "RoadmapNotApproved",
    "RoadmapNotDraft",
    "SeveralYears",
    "StaleOrder",
    "Terms",
    "TextChanged",
    "TooManyOrders",
    "TooManyScans",
    "YearNotOver",
    "add_phrase",
    "add_scans",
    "archive_journal",
    "ask_agreement",
    "ask_orders",
    "choose_columns",
    "confirm_words",
    "decide_agreement",
    "delete_order",
    "delete_phrase",
    "delete_scan",
    "draft_activity_order",
    "draft_order",
    "draft_order_against",
    "draft_pairs_order",
    "draft_roadmap_order",
    "edit_order",
    "ensure_order_file",
    "ensure_site_copy",
    "link_order",
    "look_up",
    "open_order_scan",
    "refresh_appendix",
    "register_order",
    "save_basis",
    "save_blank",
    "save_template",
    "send_to_sign",
    "settle_journals",
    "take_back",
    "unlink_order",
]
