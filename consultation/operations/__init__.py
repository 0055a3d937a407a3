"""Writes of the consultation: the same for the page, the API, the admin and imports."""

from consultation.operations.answering import (
    DRAFT_MISSING,
    EMPTY,
    NOT_OPEN,
    Submission,
    discard_draft,
    erase_expired_drafts,
    expired_drafts,
    known_submission,
    save_draft,
    submit_draft,
    submit_response,
    withdraw_response,
)
from consultation.operations.assisted import count_assisted, end_assisted, start_assisted
from consultation.operations.collected import (
    Collected,
    check_takes_collected,
    checked,
    store_collected,
)
from consultation.operations.consultation import (
    STEPS,
    move_consultation,
    save_consultation,
)
from consultation.operations.import_answers import (
    confirm_answers,
    discard_answers,
    read_answers,
    receive_answers,
)
from consultation.operations.paper import (
    create_batch,
    draw_sample,
    enter_again,
    enter_sheet,
    save_batch,
    settle_entry,
)
from consultation.operations.questionnaire import (
    Part,
    check_not_frozen,
    delete_part,
    questionnaire_of,
    save_link,
    save_part,
)
from consultation.operations.workshop import (
    add_verbatim,
    moderate_verbatim,
    save_counts,
    save_margin,
    save_workshop,
)

__all__ = [
    "DRAFT_MISSING",
    "EMPTY",
    "NOT_OPEN",
    "STEPS",
    "Collected",
    "Part",
    "Submission",
    "add_verbatim",
    "check_not_frozen",
    "check_takes_collected",
    "checked",
    "confirm_answers",
    "count_assisted",
    "create_batch",
    "delete_part",
    "discard_answers",
    "discard_draft",
    "draw_sample",
    "end_assisted",
    "enter_again",
    "enter_sheet",
    "erase_expired_drafts",
    "expired_drafts",
    "known_submission",
    "moderate_verbatim",
    "move_consultation",
    "questionnaire_of",
    "read_answers",
    "receive_answers",
    "save_batch",
    "save_consultation",
    "save_counts",
    "save_draft",
    "save_link",
    "save_margin",
    "save_part",
    "save_workshop",
    "settle_entry",
    "start_assisted",
    "store_collected",
    "submit_draft",
    "submit_response",
    "withdraw_response",
]
