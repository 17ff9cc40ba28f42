from roadmaps.models.activities import Activity, Attachment, ContentLine, Occurrence, Responsible
from roadmaps.models.imports import ImportDraft
from roadmaps.models.maps import MentoringForm, Roadmap, Stage

__all__ = [
    "Activity",
    "Attachment",
    "ContentLine",
    "ImportDraft",
    "MentoringForm",
    "Occurrence",
    "Responsible",
    "Roadmap",
    "Stage",
]
