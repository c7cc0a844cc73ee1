"""Which events tell of a change of the directory, and where the changed thing is found."""

from collections.abc import Iterable

from sunhall.centers.access.choices import Topic
from sunhall.centers.access.events import AccountDisabled, AccountEnabled, AccountOpened

SUBJECTS = {
    Topic.ORGANIZATIONS: ("directory.organization", "directory.division"),
    Topic.POSTS: ("directory.post",),
    Topic.PERSONS: ("directory.person",),
    Topic.ROLES: ("directory.role",),
    Topic.RESOURCES: ("directory.information_resource", "directory.application_resource"),
}
ACCOUNT = "access.account"
ACCOUNT_EVENTS = (AccountOpened.name, AccountDisabled.name, AccountEnabled.name)
"""What of an account is a change; who signs on is nobody else's business."""

PLACES = {"directory.organization": "Groups/o", "directory.role": "Groups/r", ACCOUNT: "Users/"}


def topic_of(subject: str, event: str) -> Topic | None:
    """Return what somebody follows who wants to hear of an event; none if it is no change."""
    if subject == ACCOUNT:
        return Topic.PERSONS if event in ACCOUNT_EVENTS else None
    return next((topic for topic, subjects in SUBJECTS.items() if subject in subjects), None)


def subjects_of(topics: Iterable[str]) -> list[str]:
    """Return the kinds of things that topics are about, accounts apart."""
    return [subject for topic in topics for subject in SUBJECTS[Topic(topic)]]


def place_of(subject: str, subject_id: int) -> str:
    """Return where SCIM has a thing; empty where it has none."""
    return f"{PLACES[subject]}{subject_id}" if subject in PLACES else ""
