"""Two regions, each with two municipalities of two schools; named people in the first school and above it.

Every school holds one row of every table, with its canary in every text: a word that no other school may ever read.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models.fields.files import FieldFile

from accounts.roles import Role
from core import tenancy
from core.tenancy import SYSTEM
from core.viewer import Viewer
from jobs.models import Job
from mentoring.models import (
    Answer,
    Application,
    Attendance,
    Ban,
    ClosedNote,
    Concern,
    Consent,
    ConsentLink,
    ConsentText,
    DestructionAct,
    Errand,
    Guardian,
    IntakeLink,
    Meeting,
    NextStep,
    Pair,
    PairLink,
    PairMember,
    Participation,
    Partner,
    PeopleImport,
    Person,
    Plan,
    PlanTask,
    PlanTemplate,
    Request,
    Scan,
    SubjectRequest,
    Survey,
    SurveyReply,
    SurveyTicket,
    Training,
    Variant,
    VariantRow,
    VoteRound,
    Wish,
)
from notifications.models import Notice
from orders.models import ArchivedJournal, BankPhrase, Order, OrderScan
from roadmaps.models import (
    Activity,
    Attachment,
    CalendarFeed,
    Change,
    Comment,
    ContentLine,
    Deferral,
    EvidenceLink,
    ImportDraft,
    Occurrence,
    Proposal,
    Remark,
    Responsible,
    Roadmap,
    Stage,
    Submission,
    Undo,
)
from schools.access import viewer_as
from schools.models import Invitation, Membership, Organization, Substitution
from tests import factories, order_factories, pair_factories, people_factories
from tests.world_upward import Upward, build_upward

TODAY = date(2026, 11, 21)


@dataclass
class People:
    """The bases of a school: a mentee of 12 years with a mother, and a grown mentor. All their words are secret."""

    mentee: Person
    mentor: Person
    guardian: Guardian
    wanted: Participation
    offered: Participation
    request: Request
    closed_note: ClosedNote
    training: Training
    partner: Partner
    wording: ConsentText
    consent: Consent
    scan: Scan
    consent_link: ConsentLink
    link: IntakeLink
    application: Application
    errand: Errand
    people_import: PeopleImport
    job: Job
    act: DestructionAct
    subject_request: SubjectRequest


@dataclass
class Pairing:
    """A pair of the two people of the bases with everything around it. All its words are secret."""

    pair: Pair
    member: PairMember
    meeting: Meeting
    attendance: Attendance
    answer: Answer
    concern: Concern
    link: PairLink
    plan: Plan
    task: PlanTask
    template: PlanTemplate
    variant: Variant
    row: VariantRow
    ban: Ban
    vote: VoteRound
    wish: Wish
    step: NextStep
    survey: Survey
    ticket: SurveyTicket
    reply: SurveyReply


@dataclass
class School:
    """A school with an approved roadmap of one activity and a draft of another."""

    organization: Organization
    roadmap: Roadmap
    draft: Roadmap
    stage: Stage
    activity: Activity
    draft_activity: Activity
    occurrence: Occurrence
    line: ContentLine
    responsible: Responsible
    attachment: Attachment
    link: EvidenceLink
    comment: Comment
    order: Order
    draft_order: Order
    order_scan: OrderScan
    phrase: BankPhrase
    archived: ArchivedJournal
    import_draft: ImportDraft
    change: Change
    undo: Undo
    proposal: Proposal
    invitation: Invitation
    substitution: Substitution
    feed: CalendarFeed
    deferral: Deferral
    notice: Notice
    submission: Submission
    remark: Remark
    coordinator: Membership
    people: People
    pairing: Pairing
    upward: Upward

    @property
    def canary(self) -> str:
        return canary_of(self.organization)

    @property
    def secret(self) -> str:
        return secret_of(self.organization)

    @property
    def files(self) -> list[FieldFile]:
        return [self.attachment.file, self.people.scan.file, self.people.act.file, self.order_scan.file]


def canary_of(organization: Organization) -> str:
    """Ends with a letter, so that the canary of organization 1 is not part of that of organization 12."""
    return f"Канарейка{organization.pk}я"


def secret_of(organization: Organization) -> str:
    """Stands in personal data only: no upper level may read it either."""
    return f"Секрет{organization.pk}я"


@dataclass
class World:
    regions: list[Organization] = field(default_factory=list)
    municipalities: list[Organization] = field(default_factory=list)
    schools: list[School] = field(default_factory=list)
    people: dict[str, Membership] = field(default_factory=dict)
    own_pair: Pair = field(default_factory=Pair)  # of the mentor and the mentee who sign in

    @property
    def school(self) -> School:
        """The school of the named people."""
        return self.schools[0]

    def viewer(self, key: str, today: date = TODAY) -> Viewer:
        with tenancy.tx(SYSTEM):
            return viewer_as(self.people[key], today=today)


def build_world() -> World:
    world = World()
    with tenancy.tx(SYSTEM):
        for r in range(2):
            region = factories.make_organization("region", short_name=f"Область {r + 1}")
            world.regions.append(region)
            for m in range(2):
                municipality = factories.make_organization("municipality", region, short_name=f"Округ {r + 1}.{m + 1}")
                world.municipalities.append(municipality)
                world.schools += [build_school(municipality, f"СОШ № {r + 1}{m + 1}{s + 1}") for s in range(2)]
        _name_people(world)
    return world


def build_school(municipality: Organization, name: str) -> School:
    """A school with a row in every tenant table."""
    organization = factories.make_organization("school", municipality, short_name=name)
    word, secret = canary_of(organization), secret_of(organization)
    coordinator = factories.make_membership(organization, Role.COORDINATOR, last_name=f"Примерова{word}")
    deputy = factories.make_membership(organization, Role.PSYCHOLOGIST, last_name=f"Пробина{word}")
    roadmap = factories.make_roadmap(organization, status="approved", title=f"Карта {word}")
    stage = factories.make_stage(roadmap, name=f"Этап {word}")
    activity = factories.make_activity(stage, name=f"Совещание {word}", expected_result=f"протокол {word}")
    occurrence = factories.make_occurrence(activity, note=f"примечание {secret}")
    draft = factories.make_roadmap(organization, title=f"Черновик {word}")
    draft_activity = factories.make_activity(factories.make_stage(draft, name=f"Этап {word}"), name=f"Сбор {word}")
    factories.make_occurrence(draft_activity)
    order = order_factories.make_order(roadmap, word, secret)
    notice = factories.make_messages(coordinator, word)
    submission = factories.make_submission(roadmap, coordinator, word)
    factories.make_rules(organization)
    factories.make_reminder_rules(organization)
    factories.make_school_year(organization, ("Осенние каникулы", "2026-10-26", "2026-11-03"))
    people = build_people(organization, coordinator)
    pairing = build_pairing(people, coordinator)
    order_factories.make_order_pair(order, pairing.pair)
    draft_order = order_factories.make_draft_order(draft, word, secret)
    scan, archived = order_factories.make_order_records(order, draft_order, coordinator, secret)
    return School(
        organization=organization,
        roadmap=roadmap,
        draft=draft,
        stage=stage,
        activity=activity,
        draft_activity=draft_activity,
        occurrence=occurrence,
        line=factories.make_line(activity, text=f"повестка {word}"),
        responsible=factories.make_responsible(activity, text=f"классы {word}"),
        attachment=factories.make_attachment(occurrence, coordinator, name=f"протокол {secret}.pdf"),
        link=factories.make_link(occurrence, coordinator, title=f"папка {secret}"),
        comment=factories.make_comment(activity, coordinator, text=f"Позвоните родителям, {secret}"),
        order=order,
        draft_order=draft_order,
        phrase=order_factories.make_words(order, word, secret),
        order_scan=scan,
        archived=archived,
        import_draft=factories.make_import(coordinator, word),
        change=factories.make_change(activity, coordinator, word),
        undo=factories.make_undo(draft_activity, coordinator, secret),
        proposal=factories.make_proposal(organization, word),
        invitation=factories.make_invitation(organization, coordinator),
        substitution=factories.make_substitution(coordinator, deputy),
        feed=factories.make_feed(coordinator),
        deferral=factories.make_deferral(coordinator, occurrence, reason=f"жду {secret}"),
        notice=notice,
        submission=submission,
        remark=factories.make_remark(submission, activity, text=f"Уточните срок {word}"),
        coordinator=coordinator,
        people=people,
        pairing=pairing,
        upward=build_upward(coordinator, word, secret),
    )


def build_people(organization: Organization, by: Membership) -> People:
    word, secret = canary_of(organization), secret_of(organization)
    mentee = people_factories.make_person(organization, last_name=f"Образцов{secret}", phone=f"+7 {secret}")
    mentor = people_factories.make_adult(organization, last_name=f"Условная{secret}", email=f"{secret}@example.org")
    people_factories.make_mentor_card(mentor, achievements=f"конкурс {secret}")
    people_factories.make_mentee_card(mentee, wishes=f"терпеливый {secret}")
    people_factories.make_retention_rule(organization)
    people_factories.make_base_rules(organization)
    wanted = people_factories.make_participation(mentee)
    scan = people_factories.make_scan(organization, by, name=f"согласие {secret}.pdf")
    wording = people_factories.make_consent_text(organization, body=f"Согласие {word}")
    guardian = people_factories.make_guardian(mentee, last_name=f"Образцова{secret}")
    link = people_factories.make_intake_link(organization, title=f"Анкета {word}")
    return People(
        mentee=mentee,
        mentor=mentor,
        guardian=guardian,
        wanted=wanted,
        offered=people_factories.make_participation(mentor, "mentor"),
        request=people_factories.make_request(wanted, text=f"алгебра {secret}"),
        closed_note=people_factories.make_closed_note(mentee, text=f"диагноз {secret}"),
        training=people_factories.make_training(mentor, course=f"курс {secret}"),
        partner=people_factories.make_partner(organization, name=f"ООО {word}"),
        wording=wording,
        consent=people_factories.make_consent(mentee, wording, scan=scan, shown=f"текст {secret}"),
        scan=scan,
        consent_link=people_factories.make_consent_link(guardian, seed=f"{secret}{organization.pk}"),
        link=link,
        application=people_factories.make_application(link, answers={"last_name": secret}),
        errand=people_factories.make_errand(mentee, text=f"пара {secret}"),
        people_import=people_factories.make_people_import(
            by, file_name=f"{secret}.xlsx", rows=[people_factories.import_row(2, f"{secret} Иван")], rows_total=1
        ),
        job=people_factories.make_job(by, file_name=f"{secret}.xlsx"),
        act=people_factories.make_destruction_act(by, reason=f"срок {word}"),
        subject_request=people_factories.make_subject_request(mentee, note=secret),
    )


def build_pairing(people: People, by: Membership) -> Pairing:
    organization = by.organization
    word, secret = canary_of(organization), secret_of(organization)
    offered, wanted = people.offered, people.wanted
    pair = pair_factories.make_pair(offered, theme=f"дроби {secret}", goal=f"оценка {secret}")
    member = pair_factories.make_member(pair, wanted, request=f"алгебра {secret}")
    meeting = pair_factories.make_meeting(pair, note=f"решали {secret}")
    plan = pair_factories.make_plan(pair, title=f"План {secret}")
    variant = pair_factories.make_variant(organization, name=f"Вариант {word}")
    survey = pair_factories.make_survey(organization, title=f"Опрос {word}", conclusion=f"вывод {secret}")
    said = {"joint": "8", "lacking": f"встреч {secret}"}
    pair_factories.make_pair_rules(organization)
    return Pairing(
        pair=pair,
        member=member,
        meeting=meeting,
        attendance=pair_factories.make_attendance(meeting, member),
        answer=pair_factories.make_answer(pair, comment=f"хорошо {secret}"),
        concern=pair_factories.make_concern(pair, text=f"ссора {secret}"),
        link=pair_factories.make_pair_link(pair),
        plan=plan,
        task=pair_factories.make_task(plan, text=f"задачник {secret}"),
        template=pair_factories.make_plan_template(organization, title=f"Догнать {word}"),
        variant=variant,
        row=pair_factories.make_variant_row(variant, wanted, cause=f"нет {secret}"),
        ban=pair_factories.make_ban(offered, wanted, reason=f"родня {secret}"),
        vote=pair_factories.make_vote_round(organization),
        wish=pair_factories.make_wish(wanted, offered),
        step=pair_factories.make_next_step(wanted, by, note=f"позвать {secret}"),
        survey=survey,
        ticket=pair_factories.make_ticket(survey, pair, people.mentor.pk),
        reply=pair_factories.make_reply(survey, "mentee", person=people.mentee, pair=pair, values=said),
    )


def _name_people(world: World) -> None:
    school = world.school
    for role in (Role.DIRECTOR, Role.CURATOR, Role.PSYCHOLOGIST, Role.MENTOR, Role.MENTEE):
        world.people[role.value] = factories.make_membership(school.organization, role)
    world.people["coordinator"] = school.coordinator
    world.people["neighbour"] = world.schools[1].coordinator
    world.people["stranger"] = world.schools[-1].coordinator
    for role in (Role.MUNICIPAL_OFFICIAL, Role.MUNICIPAL_METHODIST):
        world.people[role.value] = factories.make_membership(world.municipalities[0], role)
    for role in (Role.REGION_OFFICIAL, Role.REGION_OPERATOR):
        world.people[role.value] = factories.make_membership(world.regions[0], role)
    _pair_the_named(world)


def _pair_the_named(world: World) -> None:
    """The mentor and the mentee who sign in stand in a pair of their own: they read it and nothing else."""
    organization = world.school.organization
    mentor = people_factories.make_adult(
        organization, last_name="Своя", account_id=world.people[Role.MENTOR].account_id
    )
    mentee = people_factories.make_person(
        organization, last_name="Свой", account_id=world.people[Role.MENTEE].account_id
    )
    offered, wanted = (
        people_factories.make_participation(mentor, "mentor"),
        people_factories.make_participation(mentee),
    )
    people_factories.make_mentor_card(mentor)
    world.own_pair = pair_factories.make_pair(offered, wanted)
    pair_factories.make_meeting(world.own_pair)
    pair_factories.make_task(pair_factories.make_plan(world.own_pair))
    survey, account = world.school.pairing.survey, world.people[Role.MENTOR].account_id
    pair_factories.make_ticket(survey, world.own_pair, mentor.pk, account_id=account)
    pair_factories.make_reply(survey, person=mentor, account_id=account, pair=world.own_pair)
