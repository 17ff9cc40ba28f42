from mentoring.models.bases import ClosedNote, MenteeCard, MentorCard, Participation, Request, Training
from mentoring.models.centre import DestructionAct, RetentionRule, SubjectRequest
from mentoring.models.consent_links import ConsentLink
from mentoring.models.consents import Consent, ConsentText, Purpose, Scan, Signer, new_code
from mentoring.models.intake import Application, IntakeLink
from mentoring.models.matching import Ban, NextStep, PairRules, Variant, VariantRow, VoteRound, Wish
from mentoring.models.meetings import Answer, Attendance, Concern, Meeting, PairLink
from mentoring.models.pairs import Pair, PairMember
from mentoring.models.people import Guardian, Partner, Person, age_on
from mentoring.models.plans import Plan, PlanTask, PlanTemplate
from mentoring.models.programme import (
    MeetingKind,
    MeetingWay,
    MentoringForm,
    PairKind,
    PlanKind,
    Side,
    TargetModel,
    TimeSlot,
)
from mentoring.models.rules import BaseRules
from mentoring.models.surveys import Survey, SurveyReply, SurveyTicket, Voice
from mentoring.models.work import Errand, PeopleImport, SavedFilter

__all__ = [
    "Answer",
    "Application",
    "Attendance",
    "Ban",
    "BaseRules",
    "ClosedNote",
    "Concern",
    "Consent",
    "ConsentLink",
    "ConsentText",
    "DestructionAct",
    "Errand",
    "Guardian",
    "IntakeLink",
    "Meeting",
    "MeetingKind",
    "MeetingWay",
    "MenteeCard",
    "MentorCard",
    "MentoringForm",
    "NextStep",
    "Pair",
    "PairKind",
    "PairLink",
    "PairMember",
    "PairRules",
    "Participation",
    "Partner",
    "PeopleImport",
    "Person",
    "Plan",
    "PlanKind",
    "PlanTask",
    "PlanTemplate",
    "Purpose",
    "Request",
    "RetentionRule",
    "SavedFilter",
    "Scan",
    "Side",
    "Signer",
    "SubjectRequest",
    "Survey",
    "SurveyReply",
    "SurveyTicket",
    "TargetModel",
    "TimeSlot",
    "Training",
    "Variant",
    "VariantRow",
    "Voice",
    "VoteRound",
    "Wish",
    "age_on",
    "new_code",
]
