"""Interviews in the back office, with what follows from each: who does what, by when."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from perpignan.backoffice import PortalTabularInline
from perpignan.governance.models import Task
from perpignan.study.admin.interviews import InterviewAdmin
from perpignan.study.models import Interview


class FollowUpInline(PortalTabularInline):
    """To-dos born of an interview: each waits in the workspace of its holder."""

    model = Task
    fields = ("title", "holder", "due_on", "state")
    autocomplete_fields = ("holder",)
    verbose_name = _("suite à donner")
    verbose_name_plural = _("suites à donner")
    extra = 0


# The study knows no to-do: the interview takes its follow-ups from here.
admin.site.unregister(Interview)


@admin.register(Interview)
class FollowedInterviewAdmin(InterviewAdmin):
    inlines = (*InterviewAdmin.inlines, FollowUpInline)  # type: ignore[assignment]  # one more than its parent
