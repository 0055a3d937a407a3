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
from consultation.operations.consultation import (
    STEPS,
    move_consultation,
    save_consultation,
)
from consultation.operations.files import (
    confirm_files,
    erase_files_of,
    erase_unsent_files,
    keep_uploads,
    store_answer_file,
)
from consultation.operations.questionnaire import (
    Part,
    check_not_frozen,
    delete_part,
    questionnaire_of,
    save_link,
    save_part,
)

__all__ = [
    "DRAFT_MISSING",
    "EMPTY",
    "NOT_OPEN",
    "STEPS",
    "Part",
    "Submission",
    "check_not_frozen",
    "confirm_files",
    "delete_part",
    "discard_draft",
    "erase_expired_drafts",
    "erase_files_of",
    "erase_unsent_files",
    "expired_drafts",
    "keep_uploads",
    "known_submission",
    "move_consultation",
    "questionnaire_of",
    "save_consultation",
    "save_draft",
    "save_link",
    "save_part",
    "store_answer_file",
    "submit_draft",
    "submit_response",
    "withdraw_response",
]
