"""Programmes of two working pairs: one agreed with a term close by, one that waits for the curator."""

from datetime import datetime, timedelta

from core.viewer import Viewer
from mentoring.actions import plan_tasks, plan_templates, plans
from mentoring.models import Pair, Plan, PlanTask
from mentoring.queries.plan_bank import built_in_programme


def write_plans(now: datetime, by: Viewer) -> None:
    """As if both sides had written them in the first weeks of the pair."""
    first, second = Pair.objects.visible_to(by).filter(organization=by.organization, status="active").order_by("pk")[:2]
    agreed = _drafted(first, "subject", now, by)
    plans.agree_plan(agreed, seen=3, by=by, now=now - timedelta(days=20))
    _work(agreed, now, by)
    _drafted(second, "project", now, by)
    _kept(now, by)


def _drafted(pair: Pair, key: str, now: datetime, by: Viewer) -> Plan:
    """Sent to the curator."""
    then, sketch = now - timedelta(days=24), built_in_programme(key)
    if pair.starts_on is None or pair.ends_on is None:
        raise ValueError(pair.pk)
    plan = plans.create_plan(
        pair, sketch, kind="plan", title=sketch.title, starts_on=pair.starts_on, ends_on=pair.ends_on, by=by, now=then
    )
    plans.accept_plan(plan, seen=1, by=by, now=then)
    plans.send_plan(plan, seen=2, by=by, now=then)
    return plan


def _kept(now: datetime, by: Viewer) -> None:
    """One of last year's programmes stands in the bank."""
    values = {
        "title": "Физика на кухне",
        "model": "pupil",
        "form": "",
        "kind": "plan",
        "topics": ["физика", "опыты", "исследование"],
        "months": 7,
        "body": built_in_programme("project").body() | {"goal": "Провести десять опытов и объяснить каждый"},
    }
    plan_templates.keep_template(values, by=by, now=now - timedelta(days=150))


def _work(plan: Plan, now: datetime, by: Viewer) -> None:
    """The first task is done, the second is due in these days."""
    today = by.organization.local_date(now)
    done, due = PlanTask.objects.filter(plan=plan).order_by("position")[:2]
    plan_tasks.do_task(
        done,
        done_on=today - timedelta(days=14),
        actual="нашлись три темы: дроби, проценты, уравнения",
        mark="хорошо",
        seen=1,
        by=by,
        now=now,
    )
    plan_tasks.postpone_task(due, due_on=today + timedelta(days=2), seen=1, by=by, now=now)
