"""Persons begin and end their work, and their enforcement qualifications."""

from datetime import date

from django.utils.translation import gettext as _

from sunhall.directory.actions.dated import change, check_free, check_period, check_valid, end
from sunhall.directory.choices import Employment
from sunhall.directory.errors import StillInUse
from sunhall.directory.events import (
    PersonClosed,
    PersonModified,
    PersonRegistered,
    QualificationClosed,
    QualificationRegistered,
)
from sunhall.directory.models import EnforcementQualification, Person
from sunhall.directory.permissions import Permission
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import announce


@action(Permission.PERSON_MAINTAIN)
def register_person(
    by: Actor,
    *,
    employee_number: str,
    name: str,
    employment: Employment = Employment.CIVIL_SERVANT,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> Person:
    """Enter someone who works for the city; without a start, from today.

    Raises:
        CodeTaken: the employee number belongs to someone else.
        EndsBeforeStart: the end is not after the start.
    """
    check_free(Person, "employee_number", employee_number)
    start = valid_from or by.today
    check_period(start, valid_to)
    person = Person.objects.create(
        employee_number=employee_number,
        name=name,
        employment=employment,
        valid_from=start,
        valid_to=valid_to,
    )
    announce(by, PersonRegistered(subject_id=person.pk, employee_number=employee_number))
    return person


@action(Permission.PERSON_MAINTAIN)
def modify_person(by: Actor, *, person_id: int, name: str) -> Person:
    """Correct a person's name.

    Raises:
        NotFound: no such person.
        NothingChanged: nothing is different.
    """
    person = Person.objects.lock(person_id)
    changes = change(person, {"name": name})
    announce(by, PersonModified(subject_id=person.pk, fields=tuple(changes)))
    return person


@action(Permission.PERSON_MAINTAIN)
def close_person(by: Actor, *, person_id: int, on: date) -> Person:
    """End someone's work for the city, once they hold no post.

    Raises:
        NotFound: no such person.
        StillInUse: the person still holds a post.
        AlreadyClosed: it has ended already.
        EndsBeforeStart: the day is not after its start.
    """
    person = Person.objects.lock(person_id)
    if person.holdings.open().exists():
        raise StillInUse(name=person.name, what=_("任职"))
    end(person, on)
    announce(by, PersonClosed(subject_id=person.pk, valid_to=on))
    return person


@action(Permission.QUALIFICATION_MAINTAIN, law="行政处罚法 第四十二条第一款")
def register_qualification(
    by: Actor,
    *,
    person_id: int,
    certificate_number: str,
    scope: str,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> EnforcementQualification:
    """Enter a person's enforcement certificate; without a start, from today.

    Raises:
        NotFound: no such person.
        CodeTaken: another certificate has this number.
        NotValidThen: the person does not work for the city on its first day.
        EndsBeforeStart: the end is not after the start.
    """
    person = Person.objects.lock(person_id)
    check_free(EnforcementQualification, "certificate_number", certificate_number)
    start = valid_from or by.today
    check_period(start, valid_to)
    check_valid(person, start)
    qualification = EnforcementQualification.objects.create(
        person=person,
        certificate_number=certificate_number,
        scope=scope,
        valid_from=start,
        valid_to=valid_to,
    )
    announce(by, QualificationRegistered(subject_id=person.pk, scope=scope, valid_from=start))
    return qualification


@action(Permission.QUALIFICATION_MAINTAIN, law="行政处罚法 第四十二条第一款")
def close_qualification(by: Actor, *, qualification_id: int, on: date) -> EnforcementQualification:
    """End an enforcement certificate that has no end yet.

    Raises:
        NotFound: no such certificate.
        AlreadyClosed: it has an end already.
        EndsBeforeStart: the day is not after its start.
    """
    qualification = EnforcementQualification.objects.lock(qualification_id)
    end(qualification, on)
    event = QualificationClosed(
        subject_id=qualification.person_id, scope=qualification.scope, valid_to=on
    )
    announce(by, event)
    return qualification
