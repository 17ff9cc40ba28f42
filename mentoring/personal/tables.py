"""Every table of the bases that holds something about a person. A field that is not here fails a test."""

from jobs.models import Job
from mentoring.models import (
    Application,
    ClosedNote,
    Consent,
    ConsentLink,
    Errand,
    Guardian,
    MenteeCard,
    MentorCard,
    Pair,
    PairMember,
    Participation,
    PeopleImport,
    Person,
    Plan,
    PlanTask,
    Request,
    Scan,
    SubjectRequest,
    Training,
)
from mentoring.personal.fields import (
    AGE,
    ANSWERING,
    CONTACT,
    COURSE,
    GIVING,
    IDENTITY,
    MATCHING,
    PLACE,
    PROOF,
    READING,
    SPECIAL,
    WORK,
    Field,
    Table,
    lists,
    stays,
    texts,
    values,
)
from mentoring.personal.matching_tables import MATCHING_SHARED, MATCHING_TABLES
from mentoring.personal.meetings import MEETINGS
from mentoring.personal.survey_tables import SURVEY_SHARED, SURVEY_TABLES

PEOPLE = Table(
    Person,
    "Карточка человека",
    "pk",
    (
        *texts(IDENTITY, "last_name", "first_name", "patronymic"),  # the last name becomes the pseudonym
        *texts(IDENTITY, "gender"),
        *values(AGE, "birth_date"),
        *stays(AGE, "birth_year"),
        *texts(CONTACT, "phone", "email"),
        *stays(PLACE, "kind"),
        *texts(PLACE, "class_name", "position", "workplace"),
        *values(PLACE, "partner"),
        *values(CONTACT, "account", "invitation"),
        *stays(COURSE, "status", "left_on"),
        *texts(COURSE, "left_reason"),
        *stays(PROOF, "blocked_at", "anonymised_at"),
    ),
)
GUARDIANS = Table(
    Guardian,
    "Законные представители",
    "person",
    (
        *texts(IDENTITY, "last_name", "first_name", "patronymic", "gender", "relation"),
        *texts(CONTACT, "phone", "email"),
        *values(IDENTITY, "removed_at"),
    ),
    goes=True,
)
PARTICIPATIONS = Table(
    Participation,
    "Участие в программе",
    "person",
    (
        *stays(COURSE, "school_year", "side", "model", "forms", "state", "waiting_since", "questionnaire_on"),
        *stays(COURSE, "entered_on", "finished_on", "passed"),
        *texts(COURSE, "results", "case_link"),
    ),
)
MENTOR_CARDS = Table(
    MentorCard,
    "Карточка наставника",
    "person",
    (
        *lists(MATCHING, "competences", "subjects", "interests"),
        *texts(MATCHING, "achievements", "time_resource"),
        *stays(MATCHING, "age_from", "age_to", "slots", "capacity", "is_qualified", "is_long_term"),
        *stays(MATCHING, "interviewed_on", "interview", "cleared_on", "cleared_until", "clearance_terms"),
        *lists(MATCHING, "grades"),
        *texts(MATCHING, "clearance"),
    ),
)
TRAININGS = Table(
    Training,
    "Обучение",
    "person",
    (*texts(COURSE, "course", "certificate"), *stays(COURSE, "hours", "finished_on")),
)
MENTEE_CARDS = Table(
    MenteeCard,
    "Карточка наставляемого",
    "person",
    (
        *stays(MATCHING, "categories", "slots", "entry_values"),
        *lists(MATCHING, "subjects", "interests"),
        *texts(MATCHING, "wishes"),
    ),
)
REQUESTS = Table(
    Request,
    "Запросы наставляемого",
    "participation__person",
    (
        *texts(MATCHING, "text"),
        *lists(MATCHING, "topics"),
        *stays(MATCHING, "source", "readers", "is_main", "created_at"),
    ),
)
CLOSED_NOTES = Table(
    ClosedNote,
    "Закрытые сведения",
    "person",
    (*texts(SPECIAL, "kind", "text"), *values(SPECIAL, "created_at")),
    goes=True,
)
CONSENTS = Table(
    Consent,
    "Согласия",
    "person",
    (
        *stays(PROOF, "wording", "purpose", "signer", "state", "method", "asked_at", "given_at", "valid_until"),
        *stays(PROOF, "ended_at"),
        *texts(PROOF, "shown", "ended_reason"),
        *lists(PROOF, "ticked"),
        *values(PROOF, "guardian", "address", "scan"),
    ),
)
CONSENT_LINKS = Table(
    ConsentLink,
    "Ссылки для согласий родителя",
    "person",
    (
        *values(PROOF, "guardian", "expires_at", "sent_at", "revoked_at"),
        *lists(PROOF, "purposes"),
    ),
    goes=True,
)
SCANS = Table(
    Scan,
    "Сканы подписанных согласий",
    "consents__person",
    (*texts(PROOF, "name", "file", "content_type", "sha256"), *values(PROOF, "size", "uploaded_at")),
    goes=True,
    file="file",
)
APPLICATIONS = Table(
    Application,
    "Заявки из анкет",
    "person",
    (
        *stays(MATCHING, "link", "number", "state", "submitted_at", "participation", "decided_at"),
        Field("answers", MATCHING, {}),
        *lists(PROOF, "consents"),
        *values(PROOF, "address"),
        *texts(CONTACT, "message"),
    ),
)
ERRANDS = Table(
    Errand,
    "Дела куратора",
    "person",
    (*stays(WORK, "kind", "due_on", "opened_at", "closed_at"), *texts(WORK, "text")),
)
SUBJECT_REQUESTS = Table(
    SubjectRequest,
    "Запросы о персональных данных",
    "person",
    (*stays(ANSWERING, "kind", "received_on", "due_on", "answered_at"), *texts(ANSWERING, "note", "answer")),
)
PLANS = Table(
    Plan,
    "Программа пары",
    "pair__members__mentee",
    (
        *stays(COURSE, "kind", "starts_on", "ends_on", "mentee_agreed_on", "agreed_on"),
        *texts(COURSE, "title", "relevance", "goal", "objectives", "directions", "regime", "expected", "results"),
        *texts(COURSE, "remark"),
    ),
)
PLAN_TASKS = Table(
    PlanTask,
    "Задания программы",
    "pair__members__mentee",
    (
        *stays(COURSE, "due_on", "done_on", "position"),
        *texts(COURSE, "section", "text", "way", "expected", "actual", "mark"),
    ),
)
PAIR_FIELDS = (
    *stays(COURSE, "model", "form", "kind", "status_since", "starts_on", "ends_on", "rhythm_days", "mentor_agreed_on"),
    *stays(COURSE, "addendum_on", "notice_on", "notice_until", "end_reason", "ended_on", "score"),
    *texts(COURSE, "theme", "goal", "addendum", "pay", "paused_reason", "end_note", "results"),
)
PAIRS_AS_MENTOR = Table(Pair, "Пары наставника", "mentor", PAIR_FIELDS)
PAIRS_AS_MENTEE = Table(Pair, "Пары наставляемого", "members__mentee", PAIR_FIELDS)
PAIR_MEMBERS = Table(
    PairMember,
    "Участие в паре",
    "mentee",
    (
        *stays(COURSE, "form", "slot", "agreed_on", "joined_on", "paused_on", "left_on", "left_reason"),
        *texts(COURSE, "request"),
    ),
)

# By person, in the order in which they are printed and emptied: a scan is found by its consent.
TABLES = (
    *(PEOPLE, GUARDIANS, PARTICIPATIONS, MENTOR_CARDS, TRAININGS, MENTEE_CARDS, REQUESTS, CLOSED_NOTES),
    *(SCANS, CONSENTS, CONSENT_LINKS, APPLICATIONS, ERRANDS, SUBJECT_REQUESTS, PLAN_TASKS, PLANS),
    *MEETINGS,
    *MATCHING_TABLES,
    *SURVEY_TABLES,
    *(PAIR_MEMBERS, PAIRS_AS_MENTOR, PAIRS_AS_MENTEE),
)

# Many people in one row: `mentoring.actions.traces` looks for the person inside.
IMPORTS = Table(
    PeopleImport,
    "Загруженные таблицы",
    "",
    (
        *texts(READING, "file_name", "sha256"),
        *values(READING, "source"),
        *lists(READING, "rows"),
        *(Field(name, READING, {}) for name in ("made", "choices")),
    ),
)
EXPORTS = Table(
    Job,
    "Выгруженные файлы",
    "",
    (
        *stays(GIVING, "kind", "purpose", "account", "asked_at", "finished_at", "expires_at"),
        *texts(GIVING, "file_name", "file"),
        *(Field(name, GIVING, {}) for name in ("parameters", "state")),
    ),
    file="file",
)
SHARED = (IMPORTS, EXPORTS, *MATCHING_SHARED, *SURVEY_SHARED)

# Marks of the machine that tell nothing about a person.
TECHNICAL = frozenset(
    {
        *("id", "organization", "region_id", "municipality_id", "school_id", "version", "search_name", "created_at"),
        *("person", "participation", "pair", "plan", "author", "accepted_by", "uploaded_by", "decided_by", "closed_by"),
        *("mentee", "offered", "wanted", "predecessor", "variant"),
        *("code", "client_key", "occasion", "account", "status", "school_year", "problem", "total", "done"),
        *("rows_done", "rows_total", "finished_at", "seed", "digest", "lease_until", "attempts", "url"),
        *("pair", "plan", "mentor", "member", "meeting", "client_uuid", "sequence", "survey"),
    }
)
