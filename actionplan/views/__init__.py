"""Pages of the action plan, public and the team's: one module a noun."""

from actionplan.views.documents import document, file_remove, letter, sheet_files
from actionplan.views.follow_up import DashboardView, ReminderListView
from actionplan.views.funding import FundingView, granted_aid
from actionplan.views.levers import (
    DeadlineListView,
    LeverDetailView,
    LeverListView,
    SheetLeversView,
    deadline_feed,
)
from actionplan.views.own_sheets import action_propose, own_sheets, sheet_correct
from actionplan.views.partners import PartnerListView, partner_matrix
from actionplan.views.scenarios import (
    scenario_adopt,
    scenario_cancel,
    scenario_compare,
    scenario_compute,
    scenario_copy,
    scenario_create,
    scenario_detail,
    scenario_list,
    scenario_status,
)
from actionplan.views.schedule import ScheduleView, sheet_move
from actionplan.views.sheets import PriorityGroup, SheetDetailView, SheetListView
from actionplan.views.solutions import SolutionDetailView, SolutionListView
from actionplan.views.strategy import strategy, strategy_compare, strategy_version
from actionplan.views.versions import (
    version_compare,
    version_detail,
    version_freeze,
    version_list,
)

__all__ = [
    "DashboardView",
    "DeadlineListView",
    "FundingView",
    "LeverDetailView",
    "LeverListView",
    "PartnerListView",
    "PriorityGroup",
    "ReminderListView",
    "ScheduleView",
    "SheetDetailView",
    "SheetLeversView",
    "SheetListView",
    "SolutionDetailView",
    "SolutionListView",
    "action_propose",
    "deadline_feed",
    "document",
    "file_remove",
    "granted_aid",
    "letter",
    "own_sheets",
    "partner_matrix",
    "scenario_adopt",
    "scenario_cancel",
    "scenario_compare",
    "scenario_compute",
    "scenario_copy",
    "scenario_create",
    "scenario_detail",
    "scenario_list",
    "scenario_status",
    "sheet_correct",
    "sheet_files",
    "sheet_move",
    "strategy",
    "strategy_compare",
    "strategy_version",
    "version_compare",
    "version_detail",
    "version_freeze",
    "version_list",
]
