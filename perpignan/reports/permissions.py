"""Who may ask for reports and read them; every door asks these functions."""

from perpignan.study.permissions import Person


def can_request_report(user: Person) -> bool:
    """The officials, the pilots, the consortium and the administrators ask for reports."""
    return user.has_perm("reports.request_report")


def can_request_internal_report(user: Person) -> bool:
    """Reports that hold internal data are for the study's own team."""
    return user.has_perm("reports.request_internal_report")


def can_download_report(user: Person) -> bool:
    return user.has_perm("reports.download_report")


def can_submit_version(user: Person) -> bool:
    """The consortium and the pilots submit what the study owes."""
    return user.has_perm("reports.add_deliverableversion")


def can_review_versions(user: Person) -> bool:
    """Officials and the team read what was submitted; what they say of it is a remark."""
    return user.has_perm("reports.view_deliverableversion")


def can_schedule_report(user: Person) -> bool:
    return user.has_perm("reports.change_reportschedule")
