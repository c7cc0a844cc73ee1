"""What the court is asked to collect, and since when it may be asked."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from sunhall.business.penalties.models import Case
from sunhall.business.penalties.queries.dues import due_of
from sunhall.business.penalties.rules.wording import fine_in_words
from sunhall.directory import queries as directory
from sunhall.kernel.actor import Actor
from sunhall.kernel.decision.wording import DOCUMENTS_LANGUAGE

URGED_WORKING_DAYS = 10
"""Law: 行政强制法 第五十四条, 第六十九条."""


def requests_of(by: Actor, case: Case) -> tuple[str, ...]:
    """Return what the court is asked to collect, in words."""
    due = due_of(by, case)
    with translation.override(DOCUMENTS_LANGUAGE):
        found = [fine_in_words(due.left_yuan)] if due.left_yuan else []
        if due.additional_left_yuan:
            found.append(_("加处%(fine)s") % {"fine": fine_in_words(due.additional_left_yuan)})
    return tuple(found)


def urge_ends_on(by: Actor, served_on: date) -> date:
    """Return the last day that an urging leaves the party."""
    return directory.city_calendar(by).add_working_days(served_on, URGED_WORKING_DAYS)
