"""The history of links: which axis, source or role was added to what, and by whom.

The triggers of a noun see its own columns only; a many-to-many link lives in a table
of its own, so each such table that the team edits is tracked here.
"""

import pghistory

from perpignan.study.models.action import Action
from perpignan.study.models.lever import FundingLever
from perpignan.study.models.study import Study
from perpignan.study.models.user import User

#: A link is added or removed, never changed; it outlives neither of its ends.
track_links = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)


@track_links
class ActionAxis(Action.axes.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class ActionZone(Action.zones.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class FundingLeverPriority(FundingLever.priorities.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class FundingLeverAxis(FundingLever.axes.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class FundingLeverSource(FundingLever.sources.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class StudySource(Study.sources.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True


@track_links
class UserRole(User.groups.through):  # type: ignore[name-defined]  # Django makes it at run time
    class Meta:
        proxy = True
