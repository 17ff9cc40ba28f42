"""Who may do what. A deputy head should be able to read this file.

A permission is asked in two places only: `@requires(Permission.X)` on a view and `{% if viewer|can:"x" %}` around a
button. It says which verb; whose rows it concerns is the scope (schools.access). Upper levels see statuses and
numbers, never names of minors.
"""

from enum import StrEnum

from django.db.models import TextChoices


class Permission(StrEnum):
    """One verb of the program."""

    HOME = "home"
    ROADMAP_VIEW = "roadmap_view"
    ROADMAP_EDIT = "roadmap_edit"
    ROADMAP_SEND = "roadmap_send"
    ROADMAP_REVIEW = "roadmap_review"
    ROADMAP_FORWARD = "roadmap_forward"
    ROADMAP_ENDORSE = "roadmap_endorse"
    ROADMAP_CASCADE = "roadmap_cascade"
    ACTIVITY_MARK = "activity_mark"
    ACTIVITY_REVIEW = "activity_review"
    ACTIVITY_DISCUSS = "activity_discuss"
    FILE_VIEW = "file_view"
    ORDER_VIEW = "order_view"
    ORDER_PREPARE = "order_prepare"
    ORDER_REGISTER = "order_register"
    ORDER_AGREE = "order_agree"
    SCHOOL_LIST = "school_list"
    PEOPLE_VIEW = "people_view"
    PEOPLE_MANAGE = "people_manage"
    SETTINGS_EDIT = "settings_edit"
    HISTORY_VIEW = "history_view"
    PERSON_VIEW = "person_view"
    PERSON_EDIT = "person_edit"
    PERSON_CLOSED = "person_closed"
    PERSON_EXPORT = "person_export"
    DATA_CENTRE = "data_centre"
    DATA_HANDOVER = "data_handover"
    LOG_VIEW = "log_view"
    PAIR_VIEW = "pair_view"
    PAIR_EDIT = "pair_edit"
    PAIR_OWN = "pair_own"
    MEETING_LOG = "meeting_log"
    CONCERN_VIEW = "concern_view"
    PLAN_VIEW = "plan_view"
    PLAN_EDIT = "plan_edit"
    STEP_OWN = "step_own"
    DASHBOARD_VIEW = "dashboard_view"
    SCHOOL_REMIND = "school_remind"
    FIGURE_VIEW = "figure_view"
    INDICATOR_EDIT = "indicator_edit"
    INDICATOR_FILL = "indicator_fill"
    CAMPAIGN_RUN = "campaign_run"
    REPORT_FILL = "report_fill"
    REPORT_VIEW = "report_view"
    SURVEY_RUN = "survey_run"
    SURVEY_VIEW = "survey_view"
    PAGE_EDIT = "page_edit"


class Role(TextChoices):
    REGION_OFFICIAL = "region_official", "Специалист региона"
    REGION_OPERATOR = "region_operator", "Региональный оператор"
    MUNICIPAL_OFFICIAL = "municipal_official", "Специалист муниципалитета"
    MUNICIPAL_METHODIST = "municipal_methodist", "Муниципальный методист"
    DIRECTOR = "director", "Директор"
    COORDINATOR = "coordinator", "Координатор"
    CURATOR = "curator", "Куратор"
    PSYCHOLOGIST = "psychologist", "Педагог-психолог"
    MENTOR = "mentor", "Наставник"
    MENTEE = "mentee", "Наставляемый"


P = Permission

# Endorsement: who writes sends, who heads forwards, the body above endorses; whoever decides may write remarks.
SENDS, HEADS = frozenset({P.ROADMAP_SEND}), frozenset({P.ROADMAP_FORWARD, P.ROADMAP_REVIEW})
ENDORSES = frozenset({P.ROADMAP_ENDORSE, P.ROADMAP_REVIEW})
# Work on activities: whoever marks also discusses; whoever answers for the map accepts what others have done.
WORKS = frozenset({P.ACTIVITY_MARK, P.ACTIVITY_DISCUSS})
ACCEPTS = WORKS | {P.ACTIVITY_REVIEW}

# Papers: whoever reads the orders of the own organization may be asked to agree to one.
READS_ORDERS = frozenset({P.ORDER_VIEW, P.ORDER_AGREE})

# People of the programme: who keeps the bases; the one who answers for personal data keeps their centre too.
KEEPS_BASES = frozenset({P.PERSON_VIEW, P.PERSON_EDIT, P.PERSON_CLOSED, P.PERSON_EXPORT})
GUARDS_DATA = frozenset({P.DATA_CENTRE, P.LOG_VIEW})
# Everything at once leaves the program only with whoever both guards the data and takes lists out: not with a director.
HANDS_OVER = frozenset({P.DATA_HANDOVER})

# Pairs: who forms them, who reads them, who stands in one.
FORMS_PAIRS = frozenset({P.PAIR_VIEW, P.PAIR_EDIT, P.MEETING_LOG})
WRITES_PLANS = frozenset({P.PLAN_VIEW, P.PLAN_EDIT})

# Figures: who reads them, who answers for those of a school, who asks for them from above.
READS_FIGURES = frozenset({P.FIGURE_VIEW, P.REPORT_VIEW})
FILLS_FIGURES = READS_FIGURES | {P.INDICATOR_FILL, P.REPORT_FILL}
OVERSEES = READS_FIGURES | {P.DASHBOARD_VIEW}
ASKS_FIGURES = OVERSEES | FILLS_FIGURES | {P.SCHOOL_REMIND, P.INDICATOR_EDIT, P.CAMPAIGN_RUN}
RUNS_SURVEYS = frozenset({P.SURVEY_RUN, P.SURVEY_VIEW})

# Whoever answers for a region or a municipality: the same verbs, each in his own tree.
OFFICIAL = frozenset(
    {P.HOME, P.ROADMAP_VIEW, P.ROADMAP_EDIT, P.FILE_VIEW, P.ORDER_PREPARE}
    | READS_ORDERS
    | {P.ORDER_REGISTER, P.SCHOOL_LIST, P.PEOPLE_VIEW, P.PEOPLE_MANAGE, P.SETTINGS_EDIT, P.HISTORY_VIEW, P.LOG_VIEW}
    | SENDS
    | HEADS
    | ENDORSES
    | {P.ROADMAP_CASCADE, P.PAGE_EDIT}
    | ACCEPTS
    | ASKS_FIGURES
)

GRANTS: dict[str, frozenset[Permission]] = {
    Role.REGION_OFFICIAL: OFFICIAL,
    Role.REGION_OPERATOR: frozenset(
        {P.HOME, P.ROADMAP_VIEW, P.ROADMAP_EDIT, P.FILE_VIEW, P.SCHOOL_LIST}
        | READS_ORDERS
        | {P.PEOPLE_VIEW, P.HISTORY_VIEW}
        | SENDS
        | WORKS
        | OVERSEES
    ),
    Role.MUNICIPAL_OFFICIAL: OFFICIAL,
    Role.MUNICIPAL_METHODIST: frozenset(
        {P.HOME, P.ROADMAP_VIEW, P.ROADMAP_EDIT, P.FILE_VIEW, P.SCHOOL_LIST}
        | READS_ORDERS
        | {P.PEOPLE_VIEW, P.HISTORY_VIEW}
        | SENDS
        | ENDORSES
        | WORKS
        | OVERSEES
    ),
    Role.DIRECTOR: frozenset(
        {
            P.HOME,
            P.ROADMAP_VIEW,
            P.FILE_VIEW,
            P.ORDER_PREPARE,
            P.ORDER_REGISTER,
        }
        | READS_ORDERS
        | {P.PEOPLE_VIEW, P.PEOPLE_MANAGE, P.SETTINGS_EDIT, P.HISTORY_VIEW}
        | GUARDS_DATA
        | {P.PERSON_VIEW, P.PAIR_VIEW, P.PLAN_VIEW, P.SURVEY_VIEW, P.PAGE_EDIT}
        | HEADS
        | ACCEPTS
        | READS_FIGURES
    ),
    Role.COORDINATOR: frozenset(
        {P.HOME, P.ROADMAP_VIEW, P.ROADMAP_EDIT, P.FILE_VIEW, P.ORDER_PREPARE}
        | READS_ORDERS
        | {P.ORDER_REGISTER, P.PEOPLE_VIEW, P.PEOPLE_MANAGE, P.SETTINGS_EDIT, P.HISTORY_VIEW}
        | KEEPS_BASES
        | FORMS_PAIRS
        | WRITES_PLANS
        | GUARDS_DATA
        | HANDS_OVER
        | SENDS
        | ACCEPTS
        | FILLS_FIGURES
        | RUNS_SURVEYS
        | {P.PAGE_EDIT}
    ),
    Role.CURATOR: frozenset(
        {P.HOME, P.ROADMAP_VIEW, P.FILE_VIEW, P.ORDER_PREPARE, P.PEOPLE_VIEW, P.CONCERN_VIEW}
        | READS_ORDERS
        | KEEPS_BASES
        | FORMS_PAIRS
        | WRITES_PLANS
        | WORKS
        | READS_FIGURES
        | RUNS_SURVEYS
    ),
    Role.PSYCHOLOGIST: frozenset({P.HOME, P.ROADMAP_VIEW, P.CONCERN_VIEW, P.STEP_OWN}),
    Role.MENTOR: frozenset({P.HOME, P.ROADMAP_VIEW, P.PAIR_OWN, P.MEETING_LOG}) | WRITES_PLANS,
    Role.MENTEE: frozenset({P.HOME, P.PAIR_OWN}) | WRITES_PLANS,
}

REGION_ROLES = frozenset({Role.REGION_OFFICIAL, Role.REGION_OPERATOR})
MUNICIPAL_ROLES = frozenset({Role.MUNICIPAL_OFFICIAL, Role.MUNICIPAL_METHODIST})
OFFICIAL_ROLES = REGION_ROLES | MUNICIPAL_ROLES
SCHOOL_STAFF = frozenset({Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR})

# Who may open closed data: a setting of its own in every transaction.
CLOSED_ROLES = frozenset({Role.COORDINATOR, Role.CURATOR})

# Who reads reports of trouble in a pair.
CONCERN_ROLES = frozenset({Role.CURATOR, Role.PSYCHOLOGIST})

# Whose rows are found through an account: those who stand in pairs, and the psychologist through assigned people.
OWN_ROW_ROLES = frozenset({Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE})

# Roles each role may hand out by an invitation, in its own organization; officials also a school's first people.
MAY_INVITE: dict[str, frozenset[str]] = {
    Role.REGION_OFFICIAL: frozenset({Role.REGION_OFFICIAL, Role.REGION_OPERATOR, *MUNICIPAL_ROLES}),
    Role.MUNICIPAL_OFFICIAL: frozenset({*MUNICIPAL_ROLES, Role.DIRECTOR, Role.COORDINATOR}),
    Role.DIRECTOR: frozenset(
        {Role.DIRECTOR, Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE}
    ),
    Role.COORDINATOR: frozenset({Role.COORDINATOR, Role.CURATOR, Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE}),
}


def roles_with(permission: Permission) -> list[str]:
    """Names of the roles that grant it."""
    return [str(role) for role, granted in GRANTS.items() if permission in granted]


def permissions_of(roles: frozenset[str]) -> frozenset[Permission]:
    """Union of what the roles grant."""
    return frozenset().union(*(GRANTS[role] for role in roles)) if roles else frozenset()
