"""Addresses of meetings, of what participants say, of the phone without network."""

from django.urls import URLPattern, path

from mentoring.views import (
    concerns,
    diaries,
    meetings,
    offered_meetings,
    offline,
    own_pairs,
    pair_links,
    planned_meetings,
)

urlpatterns: list[URLPattern] = [
    path("m/", own_pairs.mentor_home, name="mentor_home"),
    path("m/pairs/<int:pk>/", own_pairs.own_pair, name="own_pair"),
    path("m/offline/", offline.offline_shell, name="offline_shell"),
    path("m/sync/", offline.meeting_sync, name="meeting_sync"),
    path("m/worker.js", offline.worker, name="worker"),
    path("m/manifest.webmanifest", offline.manifest, name="manifest"),
    path("m/journal.<str:kind>", diaries.journal_file, name="journal_file"),
    path("m/year.<str:kind>", diaries.year_file, name="year_file"),
    path("pairs/<int:pk>/diary.<str:kind>", diaries.diary_file, name="diary_file"),
    path("pairs/<int:pk>/meetings/new/", meetings.meeting_log, name="meeting_log"),
    path("pairs/<int:pk>/meetings/plan/", planned_meetings.meeting_plan, name="meeting_plan"),
    path("pairs/<int:pk>/meetings/ask/", own_pairs.meeting_ask, name="meeting_ask"),
    path("pairs/<int:pk>/answers/<slug:question>/", own_pairs.answer_create, name="answer_create"),
    path("pairs/<int:pk>/concern/", own_pairs.concern_create, name="concern_create"),
    path("pairs/<int:pk>/links/", pair_links.pair_link_list, name="pair_link_list"),
    path("links/<int:pk>/revoke/", pair_links.pair_link_revoke, name="pair_link_revoke"),
    path("l/<slug:code>/", pair_links.link_open, name="link_open"),
    path("meetings/<int:pk>/mark/", meetings.meeting_mark, name="meeting_mark"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("meetings/<int:pk>/next/", planned_meetings.meeting_next, name="meeting_next"),
    path("meetings/<int:pk>/planned/", planned_meetings.meeting_planned, name="meeting_planned"),
    path("meetings/<int:pk>/cancel/", planned_meetings.meeting_cancel, name="meeting_cancel"),
    path("meetings/<int:pk>/confirm/", own_pairs.meeting_confirm, name="meeting_confirm"),
    path("meetings/<int:pk>/meeting.ics", planned_meetings.meeting_ics, name="meeting_ics"),
    path("meetings/offered/", offered_meetings.meeting_offered, name="meeting_offered"),
    path("meetings/<int:pk>/accept/", offered_meetings.meeting_accept, name="meeting_accept"),
    path("meetings/<int:pk>/decline/", offered_meetings.meeting_decline, name="meeting_decline"),
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/<uuid:pk>/close/", concerns.concern_close, name="concern_close"),
]
