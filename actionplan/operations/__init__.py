"""Writes of the action plan: the page, the API, the admin and the import call these."""

from actionplan.operations.documents import (
    add_document,
    attach_letter,
    remove_document,
    remove_letter,
)
from actionplan.operations.funding import (
    save_amount,
    save_deadline,
    save_past_grant,
    set_expenses,
)
from actionplan.operations.own_sheets import correct_sheet, propose_action
from actionplan.operations.scenarios import (
    adopt_scenario,
    cancel_scenario,
    copy_scenario,
    create_scenario,
    request_scenario,
    run_scenario,
    save_limit,
    save_scenario,
    sweep_stuck_scenarios,
)
from actionplan.operations.sheets import (
    Part,
    add_dependency,
    move_sheet,
    record_measure,
    save_part,
    save_sheet,
    set_lever_state,
)
from actionplan.operations.solutions import (
    Half,
    discard_solution,
    merge_solutions,
    retain_solution,
    save_argument,
    save_solution,
    split_solution,
)
from actionplan.operations.strategy import (
    StrategyPart,
    adopt_strategy,
    freeze_strategy,
    propose_strategy,
    remove_strategy_part,
    reopen_strategy,
    save_strategy,
    save_strategy_part,
)
from actionplan.operations.versions import (
    freeze_plan,
)

__all__ = [
    "Half",
    "Part",
    "StrategyPart",
    "add_dependency",
    "add_document",
    "adopt_scenario",
    "adopt_strategy",
    "attach_letter",
    "cancel_scenario",
    "copy_scenario",
    "correct_sheet",
    "create_scenario",
    "discard_solution",
    "freeze_plan",
    "freeze_strategy",
    "merge_solutions",
    "move_sheet",
    "propose_action",
    "propose_strategy",
    "record_measure",
    "remove_document",
    "remove_letter",
    "remove_strategy_part",
    "reopen_strategy",
    "request_scenario",
    "retain_solution",
    "run_scenario",
    "save_amount",
    "save_argument",
    "save_deadline",
    "save_limit",
    "save_part",
    "save_past_grant",
    "save_scenario",
    "save_sheet",
    "save_solution",
    "save_strategy",
    "save_strategy_part",
    "set_expenses",
    "set_lever_state",
    "split_solution",
    "sweep_stuck_scenarios",
]
