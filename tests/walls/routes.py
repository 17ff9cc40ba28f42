"""Every address of the site: what fills it, who gets in. An address that is missing here fails the walk."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.world import School

Fill = Callable[[School], dict[str, Any]]

OFFICIALS = frozenset({"region_official", "region_operator", "municipal_official", "municipal_methodist"})
STAFF = frozenset({"director", "coordinator", "curator"})
EVERYONE = OFFICIALS | STAFF | {"psychologist", "mentor", "mentee"}
READERS = EVERYONE - {"mentee"}
EDITORS = OFFICIALS | {"coordinator"}
MARKERS = OFFICIALS | STAFF
DRAFTERS = frozenset({"region_official", "municipal_official"}) | STAFF
SIGNERS = DRAFTERS - {"curator"}
MANAGERS = SIGNERS
ACCEPTERS = SIGNERS
KEEPERS = frozenset({"coordinator", "curator"})
HEADS = frozenset({"region_official", "municipal_official", "director"})
DECIDERS = HEADS | {"municipal_methodist"}
SENDERS = frozenset({"region_official", "municipal_official"})
GUESTS = EVERYONE | {"guest"}


def nothing(school: School) -> dict[str, Any]:
    return {}


def patterns(resolver: URLResolver | None = None) -> list[URLPattern]:
    found: list[URLPattern] = []
    for entry in (resolver or get_resolver()).url_patterns:
        found += patterns(entry) if isinstance(entry, URLResolver) else [entry]
    return found


# allauth's own pages: they show the signed-in person's account only.
LIBRARY_PREFIXES = ("account_", "mfa_", "usersessions_", "headless")

ROUTES: dict[str, tuple[frozenset[str], Fill]] = {
    # of the site
    "home": (EVERYONE, nothing),
    "weak_sight": (GUESTS, nothing),
    "help_page": (GUESTS, lambda s: {"name": "home"}),
    "ui_kit": (GUESTS, nothing),
    "healthz": (GUESTS, nothing),
    "year_switch": (EVERYONE, nothing),
    "session_keep": (EVERYONE, nothing),
    "search": (EVERYONE, nothing),
    "search_open": (EVERYONE, lambda s: {"kind": "activities", "pk": s.activity.pk}),
    "persona_list": (GUESTS, nothing),
    "persona_login": (GUESTS, nothing),
    "local_mail_list": (GUESTS, nothing),
    "local_mail_detail": (GUESTS, lambda s: {"key": "nothing"}),
    # organizations and people
    "organization_switch": (EVERYONE, nothing),
    "organization_open": (EVERYONE, lambda s: {"pk": s.organization.pk}),
    "organization_create": (OFFICIALS, nothing),
    "organization_edit": (MANAGERS, nothing),
    "organization_archive": (MANAGERS, lambda s: {"pk": s.organization.pk}),
    "organization_move": (MANAGERS, lambda s: {"pk": s.organization.pk}),
    "organization_list": (OFFICIALS, nothing),
    "organization_detail": (OFFICIALS, lambda s: {"pk": s.organization.pk}),
    "settings_home": (EVERYONE, nothing),
    "school_year_edit": (MANAGERS, lambda s: {"year": 2026}),
    "school_year_close": (MANAGERS, lambda s: {"year": 2026}),
    "event_list": (MANAGERS, nothing),
    "people_list": (OFFICIALS | STAFF, nothing),
    "person_edit": (MANAGERS, lambda s: {"pk": s.coordinator.pk}),
    "person_deactivate": (MANAGERS, lambda s: {"pk": s.coordinator.pk}),
    "invitation_create": (MANAGERS, nothing),
    "invitation_create_below": (MANAGERS, lambda s: {"pk": s.organization.pk}),
    "invitation_revoke": (MANAGERS, lambda s: {"pk": s.invitation.pk}),
    "invitation_accept": (GUESTS, lambda s: {"token": "unknown"}),
    "invitation_ask": (GUESTS, lambda s: {"token": "unknown"}),
    "substitution_create": (OFFICIALS | STAFF, nothing),
    "substitution_delete": (EVERYONE, lambda s: {"pk": s.substitution.pk}),
    # letters
    "inbox_list": (EVERYONE, nothing),
    "inbox_read_all": (EVERYONE, nothing),
    "notice_open": (EVERYONE, lambda s: {"pk": s.notice.pk}),
    "notification_settings": (EVERYONE, nothing),
    "reminder_rules": (MANAGERS, nothing),
    "reminder_preview": (MANAGERS, nothing),
    "unsubscribe": (GUESTS, lambda s: {"token": "unknown"}),
    # roadmaps
    "roadmap_list": (READERS, nothing),
    "roadmap_detail": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "roadmap_gate": (EDITORS, lambda s: {"pk": s.draft.pk}),
    "roadmap_forward": (HEADS, lambda s: {"pk": s.draft.pk}),
    "roadmap_withdraw": (EDITORS, lambda s: {"pk": s.draft.pk}),
    "version_list": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "version_compare": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "endorsement_list": (DECIDERS, nothing),
    "endorsement_detail": (DECIDERS, lambda s: {"pk": s.submission.pk}),
    "endorsement_return": (DECIDERS, lambda s: {"pk": s.submission.pk}),
    "endorsement_endorse": (DECIDERS - {"director"}, lambda s: {"pk": s.submission.pk}),
    "remark_add": (DECIDERS, lambda s: {"pk": s.submission.pk}),
    "remark_close": (DECIDERS, lambda s: {"pk": s.remark.pk}),
    "remark_answer": (EDITORS, lambda s: {"pk": s.remark.pk}),
    "rules_edit": (MANAGERS, nothing),
    "change_create": (EDITORS, lambda s: {"pk": s.roadmap.pk}),
    "change_detail": (READERS, lambda s: {"pk": s.change.change_set_id}),
    "change_edit": (EDITORS, lambda s: {"pk": s.change.change_set_id, "activity_pk": s.activity.pk}),
    "change_remove": (EDITORS, lambda s: {"pk": s.change.change_set_id, "activity_pk": s.activity.pk}),
    "change_add": (EDITORS, lambda s: {"pk": s.change.change_set_id, "stage_pk": s.stage.pk}),
    "change_send": (EDITORS, lambda s: {"pk": s.change.change_set_id}),
    "change_withdraw": (EDITORS, lambda s: {"pk": s.change.change_set_id}),
    "change_apply": (EDITORS, lambda s: {"pk": s.change.change_set_id}),
    "change_drop": (EDITORS, lambda s: {"pk": s.change.pk}),
    "roadmap_columns": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "roadmap_bulk": (EDITORS, lambda s: {"pk": s.draft.pk}),
    "undo_apply": (EDITORS, lambda s: {"pk": s.undo.pk}),
    "stage_create": (EDITORS, lambda s: {"pk": s.draft.pk}),
    "stage_edit": (EDITORS, lambda s: {"pk": s.draft_activity.stage_id}),
    "stage_delete": (EDITORS, lambda s: {"pk": s.draft_activity.stage_id}),
    "stage_row": (EDITORS, lambda s: {"pk": s.draft_activity.stage_id}),
    "stage_paste": (EDITORS, lambda s: {"pk": s.draft_activity.stage_id}),
    "activity_cell": (EDITORS, lambda s: {"pk": s.draft_activity.pk, "cell": "term"}),
    "activity_move": (EDITORS, lambda s: {"pk": s.draft_activity.pk}),
    "roadmap_timeline": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "roadmap_calendar": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "roadmap_people": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "person_sheet": (READERS, lambda s: {"pk": s.roadmap.pk}),
    "feed_list": (READERS, nothing),
    "feed_create": (READERS, nothing),
    "feed_revoke": (READERS, lambda s: {"pk": s.feed.pk}),
    "feed": (GUESTS, lambda s: {"secret": "unknown"}),
    "occurrence_ics": (READERS, lambda s: {"pk": s.occurrence.pk}),
    "roadmap_export": (READERS, lambda s: {"pk": s.roadmap.pk, "kind": "docx"}),
    "roadmap_create": (EDITORS, nothing),
    "roadmap_create_empty": (EDITORS, nothing),
    "roadmap_create_from_last_year": (EDITORS, nothing),
    "roadmap_create_from_template": (EDITORS, lambda s: {"slug": "pupil"}),
    "roadmap_delete": (EDITORS, lambda s: {"pk": s.draft.pk}),
    "roadmap_archive": (EDITORS, lambda s: {"pk": s.roadmap.pk}),
    "roadmap_import": (EDITORS, nothing),
    "import_columns": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "import_format": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "import_row": (EDITORS, lambda s: {"pk": s.import_draft.pk, "table": 0, "row": 1}),
    "import_review": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "import_confirm": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "import_detail": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "import_undo": (EDITORS, lambda s: {"pk": s.import_draft.pk}),
    "activity_detail": (READERS, lambda s: {"pk": s.activity.pk}),
    "activity_create": (EDITORS, lambda s: {"pk": s.draft_activity.stage_id}),
    "activity_edit": (EDITORS, lambda s: {"pk": s.draft_activity.pk}),
    "activity_delete": (EDITORS, lambda s: {"pk": s.draft_activity.pk}),
    "occurrence_done": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_start": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_reopen": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_cancel": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_confirm": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_defer": (READERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_resume": (READERS, lambda s: {"pk": s.occurrence.pk}),
    "occurrence_postpone": (EDITORS, lambda s: {"pk": s.occurrence.pk}),
    "review_accept": (ACCEPTERS, lambda s: {"pk": s.occurrence.pk}),
    "review_return": (ACCEPTERS, lambda s: {"pk": s.occurrence.pk}),
    "link_add": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "link_remove": (MARKERS, lambda s: {"pk": s.link.pk}),
    "activity_settings": (EDITORS, lambda s: {"pk": s.activity.pk}),
    "comment_add": (MARKERS, lambda s: {"pk": s.activity.pk}),
    "comment_remove": (MARKERS, lambda s: {"pk": s.comment.pk}),
    "line_toggle": (MARKERS, lambda s: {"pk": s.line.pk}),
    "attachment_detail": (OFFICIALS | STAFF, lambda s: {"pk": s.attachment.pk}),
    "attachment_add": (MARKERS, lambda s: {"pk": s.occurrence.pk}),
    "attachment_delete": (MARKERS, lambda s: {"pk": s.attachment.pk}),
    "activity_levels": (SENDERS, lambda s: {"pk": s.activity.pk}),
    "cascade_progress": (OFFICIALS, lambda s: {"pk": s.roadmap.pk}),
    "cascade_send": (SENDERS, lambda s: {"pk": s.roadmap.pk}),
    "proposal_list": (EDITORS, nothing),
    "proposal_accept": (EDITORS, nothing),
    "proposal_decline": (EDITORS, lambda s: {"pk": s.proposal.pk}),
    "proposal_changes": (EDITORS, lambda s: {"pk": s.proposal.pk}),
    # people of the bases
    "participant_list": (STAFF, nothing),
    "participant_create": (KEEPERS, nothing),
    "participant_bulk": (KEEPERS, nothing),
    "participant_export": (KEEPERS, nothing),
    "filter_create": (STAFF, nothing),
    "filter_delete": (STAFF, lambda s: {"pk": 0}),
    "participant_detail": (STAFF, lambda s: {"pk": s.people.mentee.pk}),
    "participant_edit": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "participant_leave": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "participant_return": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "participant_closed": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "closed_delete": (KEEPERS, lambda s: {"pk": s.people.closed_note.pk}),
    "card_edit": (KEEPERS, lambda s: {"pk": s.people.mentor.pk, "side": "mentor"}),
    "participation_edit": (KEEPERS, lambda s: {"pk": s.people.wanted.pk}),
    "guardian_create": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "guardian_edit": (KEEPERS, lambda s: {"pk": s.people.guardian.pk}),
    "guardian_remove": (KEEPERS, lambda s: {"pk": s.people.guardian.pk}),
    "request_create": (KEEPERS, lambda s: {"pk": s.people.wanted.pk}),
    "request_edit": (KEEPERS, lambda s: {"pk": s.people.request.pk}),
    "request_delete": (KEEPERS, lambda s: {"pk": s.people.request.pk}),
    "training_create": (KEEPERS, lambda s: {"pk": s.people.mentor.pk}),
    "training_edit": (KEEPERS, lambda s: {"pk": s.people.training.pk}),
    "training_delete": (KEEPERS, lambda s: {"pk": s.people.training.pk}),
    "partner_list": (STAFF, nothing),
    "partner_create": (KEEPERS, nothing),
    "partner_edit": (KEEPERS, lambda s: {"pk": s.people.partner.pk}),
    # the public questionnaire
    "intake_list": (STAFF, nothing),
    "intake_create": (KEEPERS, nothing),
    "intake_detail": (STAFF, lambda s: {"pk": s.people.link.pk}),
    "intake_edit": (KEEPERS, lambda s: {"pk": s.people.link.pk}),
    "intake_close": (KEEPERS, lambda s: {"pk": s.people.link.pk}),
    "application_list": (STAFF, nothing),
    "application_detail": (STAFF, lambda s: {"pk": s.people.application.pk}),
    "application_accept": (KEEPERS, lambda s: {"pk": s.people.application.pk}),
    "application_ask": (KEEPERS, lambda s: {"pk": s.people.application.pk}),
    "application_decline": (KEEPERS, lambda s: {"pk": s.people.application.pk}),
    "application_reopen": (KEEPERS, lambda s: {"pk": s.people.application.pk}),
    "intake_fill": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_step": (GUESTS, lambda s: {"code": "unknown", "step": "name"}),
    "intake_check": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_consent": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_publication": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_done": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_paper": (GUESTS, lambda s: {"code": "unknown"}),
    "intake_forget": (GUESTS, lambda s: {"code": "unknown"}),
    # consents
    "consent_matrix": (STAFF, nothing),
    "consent_blanks": (KEEPERS, nothing),
    "consent_scans": (KEEPERS, nothing),
    "consent_text_list": (STAFF, nothing),
    "consent_text_detail": (STAFF, lambda s: {"purpose": "processing", "signer": "guardian"}),
    "consent_text_edit": (KEEPERS - {"curator"} | {"director"}, lambda s: {"purpose": "labour", "signer": "self"}),
    "consent_withdraw": (KEEPERS, lambda s: {"pk": s.people.consent.pk}),
    "consent_list": (STAFF, lambda s: {"pk": s.people.mentee.pk}),
    "consent_remind": (KEEPERS, lambda s: {"pk": s.people.mentee.pk}),
    "consent_accept": (KEEPERS, lambda s: {"code": s.people.consent.code}),
    "scan_detail": (STAFF, lambda s: {"pk": s.people.scan.pk}),
    "errand_list": (STAFF, nothing),
    "errand_close": (KEEPERS, lambda s: {"pk": s.people.errand.pk}),
    # papers
    "order_list": (OFFICIALS | STAFF, nothing),
    "order_create": (DRAFTERS, lambda s: {"roadmap_pk": s.draft.pk}),
    "order_create_activity": (DRAFTERS, lambda s: {"activity_pk": s.activity.pk}),
    "order_detail": (OFFICIALS | STAFF, lambda s: {"pk": s.order.pk}),
    "order_edit": (DRAFTERS, lambda s: {"pk": s.draft_order.pk}),
    "order_refresh": (DRAFTERS, lambda s: {"pk": s.draft_order.pk}),
    "order_delete": (DRAFTERS, lambda s: {"pk": s.draft_order.pk}),
    "order_preview": (OFFICIALS | STAFF, lambda s: {"pk": s.draft_order.pk}),
    "order_register": (SIGNERS, lambda s: {"pk": s.draft_order.pk}),
    "order_file": (OFFICIALS | STAFF, lambda s: {"pk": s.order.pk}),
    # people out of spreadsheets
    "people_import": (KEEPERS, nothing),
    "people_import_template": (STAFF, lambda s: {"side": "mentor"}),
    "people_import_columns": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_shape": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_review": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_confirm": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_detail": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_errors": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
    "people_import_undo": (KEEPERS, lambda s: {"pk": s.people.people_import.pk}),
}
