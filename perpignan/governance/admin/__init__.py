"""The back office of the steering: importing these modules registers their pages."""

from perpignan.governance.admin import bodies, decisions, diary, interviews, meetings, requests

__all__ = ["bodies", "decisions", "diary", "interviews", "meetings", "requests"]
