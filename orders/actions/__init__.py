"""Verbs of the papers."""

from orders.actions.drafts import (
    RoadmapNotApproved,
    RoadmapNotDraft,
    StaleOrder,
    delete_order,
    draft_activity_order,
    draft_roadmap_order,
    edit_order,
    refresh_appendix,
)
from orders.actions.files import DamagedText, NotRegistered, ensure_order_file
from orders.actions.journal import NumberMissing, NumberTaken
from orders.actions.journals import settle_journals
from orders.actions.kind_drafts import NotOffered, draft_order
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
from orders.actions.words import confirm_words
from orders.actions.words_of_papers import add_phrase, delete_phrase, save_basis, save_blank, save_template

__all__ = [
    "AlreadyRegistered",
    "AppendixOutdated",
    "DamagedText",
    "DateInFuture",
    "Drafted",
    "EarlierDate",
    "NoPairsLeft",
    "NotOffered",
    "NotReady",
    "NotRegistered",
    "NumberMissing",
    "NumberTaken",
    "PairsOutdated",
    "RoadmapNotApproved",
    "RoadmapNotDraft",
    "SeveralYears",
    "StaleOrder",
    "Terms",
    "add_phrase",
    "confirm_words",
    "delete_order",
    "delete_phrase",
    "draft_activity_order",
    "draft_order",
    "draft_pairs_order",
    "draft_roadmap_order",
    "edit_order",
    "ensure_order_file",
    "refresh_appendix",
    "register_order",
    "save_basis",
    "save_blank",
    "save_template",
    "settle_journals",
]
