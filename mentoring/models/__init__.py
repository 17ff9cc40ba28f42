from mentoring.models.bases import ClosedNote, MenteeCard, MentorCard, Participation, Request, Training
from mentoring.models.centre import DestructionAct, RetentionRule, SubjectRequest
from mentoring.models.consent_links import ConsentLink
from mentoring.models.consents import Consent, ConsentText, Purpose, Scan, Signer, new_code
from mentoring.models.intake import Application, IntakeLink
from mentoring.models.people import Guardian, Partner, Person, age_on
from mentoring.models.programme import MentoringForm, Side, TargetModel, TimeSlot
from mentoring.models.work import Errand, Export, PeopleImport, SavedFilter

__all__ = [
    "Application",
    "ClosedNote",
    "Consent",
    "ConsentLink",
    "ConsentText",
    "DestructionAct",
    "Errand",
    "Export",
    "Guardian",
    "IntakeLink",
    "MenteeCard",
    "MentorCard",
    "MentoringForm",
    "Participation",
    "Partner",
    "PeopleImport",
    "Person",
    "Purpose",
    "Request",
    "RetentionRule",
    "SavedFilter",
    "Scan",
    "Side",
    "Signer",
    "SubjectRequest",
    "TargetModel",
    "TimeSlot",
    "Training",
    "age_on",
    "new_code",
]
