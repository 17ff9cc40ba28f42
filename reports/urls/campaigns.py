from django.urls import path

from reports.views import campaign_reports, campaigns

urlpatterns = [
    path("campaigns/", campaigns.campaign_list, name="campaign_list"),
    path("campaigns/new/", campaigns.campaign_create, name="campaign_create"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign_detail"),
    path("campaigns/<int:pk>/edit/", campaigns.campaign_edit, name="campaign_edit"),
    path("campaigns/<int:pk>/close/", campaigns.campaign_close, name="campaign_close"),
    path("campaigns/<int:pk>/remind/", campaigns.campaign_remind, name="campaign_remind"),
    path("campaigns/<int:pk>/accept/", campaigns.campaign_accept, name="campaign_accept"),
    path("campaigns/<int:pk>/summary/", campaigns.campaign_summary, name="campaign_summary"),
    path("campaigns/<int:pk>/summary/<slug:kind>/", campaigns.campaign_file, name="campaign_file"),
    path("campaigns/reports/<int:pk>/", campaign_reports.campaign_report, name="campaign_report"),
    path("campaigns/reports/<int:pk>/fill/", campaign_reports.campaign_fill, name="campaign_fill"),
    path("campaigns/reports/<int:pk>/return/", campaign_reports.campaign_return, name="campaign_return"),
]
