"""Addresses of the workspace, the votes and the queue without a pair."""

from django.urls import URLPattern, path

from mentoring.views import matching, next_steps, variant_rows, variants, votes

urlpatterns: list[URLPattern] = [
    path("matching/", variants.variant_list, name="variant_list"),
    path("matching/run/", variants.variant_create, name="variant_create"),
    path("matching/compare/", variants.variant_compare, name="variant_compare"),
    path("matching/<int:pk>/", variants.variant_detail, name="variant_detail"),
    path("matching/<int:pk>/again/", variants.variant_rerun, name="variant_rerun"),
    path("matching/<int:pk>/back/", variants.variant_undo, name="variant_undo"),
    path("matching/<int:pk>/review/", variants.variant_review, name="variant_review"),
    path("matching/<int:pk>/return/", variants.variant_return, name="variant_return"),
    path("matching/<int:pk>/publish/", variants.variant_publish, name="variant_publish"),
    path("matching/<int:pk>/delete/", variants.variant_delete, name="variant_delete"),
    path("matching/rows/<int:pk>/", variant_rows.row_detail, name="row_detail"),
    path("matching/rows/<int:pk>/move/", variant_rows.row_move, name="row_move"),
    path("matching/rows/<int:pk>/lock/", variant_rows.row_lock, name="row_lock"),
    path("matching/rows/<int:pk>/ban/", variant_rows.row_ban, name="row_ban"),
    path("matching/rows/<int:pk>/comment/", variant_rows.row_comment, name="row_comment"),
    path("matching/one/", matching.match_one, name="match_one"),
    path("matching/one/propose/", matching.match_propose, name="match_propose"),
    path("matching/one/ban/", matching.match_ban, name="match_ban"),
    path("matching/bans/", matching.ban_list, name="ban_list"),
    path("matching/bans/<int:pk>/delete/", matching.ban_delete, name="ban_delete"),
    path("matching/rules/", matching.matching_rules, name="matching_rules"),
    path("matching/votes/", votes.vote_round_list, name="vote_round_list"),
    path("matching/votes/create/", votes.vote_round_create, name="vote_round_create"),
    path("matching/votes/<int:pk>/", votes.vote_round_detail, name="vote_round_detail"),
    path("matching/votes/<int:pk>/close/", votes.vote_round_close, name="vote_round_close"),
    path("matching/votes/<int:pk>/paper/<int:voter>/", votes.vote_paper, name="vote_paper"),
    path("v/<slug:code>/", votes.vote_fill, name="vote_fill"),
    path("matching/queue/", next_steps.next_step_list, name="next_step_list"),
    path("matching/queue/<int:pk>/", next_steps.next_step_create, name="next_step_create"),
    path("matching/steps/<int:pk>/close/", next_steps.next_step_close, name="next_step_close"),
    path("matching/assigned/", next_steps.next_step_mine, name="next_step_mine"),
    path("matching/assigned/<int:pk>/done/", next_steps.next_step_done, name="next_step_done"),
]
