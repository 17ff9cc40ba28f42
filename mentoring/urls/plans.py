"""Addresses of programmes of pairs and of their bank."""

from django.urls import URLPattern, path

from mentoring.views import pair_reminders, plan_files, plan_tasks, plan_templates, plans

urlpatterns: list[URLPattern] = [
    path("pairs/<int:pk>/plan/", plans.plan_detail, name="plan_detail"),
    path("pairs/<int:pk>/plan/create/", plans.plan_create, name="plan_create"),
    path("pairs/<int:pk>/plan/edit/", plans.plan_edit, name="plan_edit"),
    path("pairs/<int:pk>/plan/accept/", plans.plan_accept, name="plan_accept"),
    path("pairs/<int:pk>/plan/send/", plans.plan_send, name="plan_send"),
    path("pairs/<int:pk>/plan/agree/", plans.plan_agree, name="plan_agree"),
    path("pairs/<int:pk>/plan/return/", plans.plan_return, name="plan_return"),
    path("pairs/<int:pk>/plan/finish/", plans.plan_finish, name="plan_finish"),
    path("pairs/<int:pk>/plan/keep/", plan_templates.template_keep, name="template_keep"),
    path("pairs/<int:pk>/plan.<str:kind>", plan_files.plan_file, name="plan_file"),
    path("pairs/<int:pk>/plan/tasks/create/", plan_tasks.plan_task_create, name="plan_task_create"),
    path("plan-tasks/<int:pk>/edit/", plan_tasks.plan_task_edit, name="plan_task_edit"),
    path("plan-tasks/<int:pk>/delete/", plan_tasks.plan_task_delete, name="plan_task_delete"),
    path("plan-tasks/<int:pk>/done/", plan_tasks.plan_task_done, name="plan_task_done"),
    path("plan-tasks/<int:pk>/reopen/", plan_tasks.plan_task_reopen, name="plan_task_reopen"),
    path("plan-tasks/<int:pk>/postpone/", plan_tasks.plan_task_postpone, name="plan_task_postpone"),
    path("pairs/<int:pk>/remind/", pair_reminders.pair_remind, name="pair_remind"),
    path("programmes/", plan_templates.template_list, name="template_list"),
    path("programmes/<slug:key>/", plan_templates.template_detail, name="template_detail"),
    path("programmes/<int:pk>/edit/", plan_templates.template_edit, name="template_edit"),
    path("programmes/<int:pk>/archive/", plan_templates.template_archive, name="template_archive"),
]
