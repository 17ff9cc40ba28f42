from roadmaps.models.activities import Activity, Attachment, ContentLine, Occurrence, Responsible
from roadmaps.models.cascade import Proposal
from roadmaps.models.deferrals import Deferral
from roadmaps.models.discussion import Comment, EvidenceLink
from roadmaps.models.endorsement import Change, ChangeSet, Remark, RoadmapVersion, Submission
from roadmaps.models.feeds import CalendarFeed
from roadmaps.models.imports import ImportDraft
from roadmaps.models.maps import Roadmap, Stage
from roadmaps.models.rules import ReminderRules, RoadmapRules
from roadmaps.models.subjects import Subject
from roadmaps.models.undo import Undo

__all__ = [
    "Activity",
    "Attachment",
    "CalendarFeed",
    "Change",
    "ChangeSet",
    "Comment",
    "ContentLine",
    "Deferral",
    "EvidenceLink",
    "ImportDraft",
    "Occurrence",
    "Proposal",
    "Remark",
    "ReminderRules",
    "Responsible",
    "Roadmap",
    "RoadmapRules",
    "RoadmapVersion",
    "Stage",
    "Subject",
    "Submission",
    "Undo",
]
