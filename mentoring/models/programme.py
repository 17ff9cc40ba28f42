"""The words of the programme: forms, models, roles, times. Fixed lists; an organization chooses among them."""

from django.db import models


class MentoringForm(models.TextChoices):
    """Who helps whom: the five forms of the order № Р-145 and the sixth that schools add."""

    PUPIL_PUPIL = "pupil_pupil", "ученик – ученик"
    TEACHER_PUPIL = "teacher_pupil", "учитель – ученик"
    STUDENT_PUPIL = "student_pupil", "студент – ученик"
    EMPLOYER_PUPIL = "employer_pupil", "работодатель – ученик"
    TEACHER_TEACHER = "teacher_teacher", "учитель – учитель"
    EMPLOYER_STUDENT = "employer_student", "работодатель – студент"


class TargetModel(models.TextChoices):
    """Whose programme it is: pupils' (Р-145) or teachers' (АЗ-1128/08). A school may run both."""

    PUPIL = "pupil", "ученики"
    TEACHER = "teacher", "педагоги"


class Side(models.TextChoices):
    """What a person is in the programme; the same person may be both."""

    MENTOR = "mentor", "Наставник"
    MENTEE = "mentee", "Наставляемый"


class TimeSlot(models.TextChoices):
    """Half a day of the week when a person can meet; afternoon begins with the end of lessons."""

    MONDAY_AM = "mon_am", "пн, первая половина дня"
    MONDAY_PM = "mon_pm", "пн, после уроков"
    TUESDAY_AM = "tue_am", "вт, первая половина дня"
    TUESDAY_PM = "tue_pm", "вт, после уроков"
    WEDNESDAY_AM = "wed_am", "ср, первая половина дня"
    WEDNESDAY_PM = "wed_pm", "ср, после уроков"
    THURSDAY_AM = "thu_am", "чт, первая половина дня"
    THURSDAY_PM = "thu_pm", "чт, после уроков"
    FRIDAY_AM = "fri_am", "пт, первая половина дня"
    FRIDAY_PM = "fri_pm", "пт, после уроков"
    SATURDAY = "sat", "суббота"
    SUNDAY = "sun", "воскресенье"


class PairKind(models.TextChoices):
    """How a pair works («виды»); several may be true, the leading one is named."""

    TRADITIONAL = "traditional", "традиционное («один на один»)"
    GROUP = "group", "в группе"
    DISTANT = "distant", "виртуальное (дистанционное)"
    GOAL = "goal", "краткосрочное (целеполагающее)"
    REVERSE = "reverse", "реверсивное"
    SITUATIONAL = "situational", "ситуационное"
    SPEED = "speed", "скоростное"


class MeetingKind(models.TextChoices):
    """The five meetings of a pair, in their order."""

    ACQUAINTANCE = "acquaintance", "Знакомство"
    TRIAL = "trial", "Пробная рабочая встреча"
    PLANNING = "planning", "Планирование"
    REGULAR = "regular", "Регулярная встреча"
    CLOSING = "closing", "Заключительная встреча"


class MeetingWay(models.TextChoices):
    LIVE = "live", "очно"
    VIDEO = "video", "видео"
    PHONE = "phone", "телефон"
    LETTERS = "letters", "переписка"
    LESSON = "lesson", "урок"


class PlanKind(models.TextChoices):
    PROGRAMME = "programme", "персонализированная программа наставничества"
    PLAN = "plan", "индивидуальный план развития"
