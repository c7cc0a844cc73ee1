"""Accounts for the tests: somebody with a password, two citizens and their enterprise."""

import pytest
from tests.cast import Cast

from sunhall.centers.access import actions
from sunhall.centers.access.models import Account, Enterprise
from sunhall.directory import actions as directory
from sunhall.kernel.actor import Actor

PASSWORD = "correct horse battery"  # noqa: S105
ZHANG, LIN = "370202195803120031", "37020319881107002X"
CREDIT_CODE = "91370200MA3QDHX030"


@pytest.fixture
def account(cast: Cast) -> Account:
    """Return the account of somebody who works for the city."""
    person = directory.register_person(cast.chen, employee_number="N1", name="新人甲乙")
    return actions.open_account(cast.system, login="new", person_id=person.pk, password=PASSWORD)


@pytest.fixture
def zhang(cast: Cast) -> Account:
    """Return the account of the citizen Zhang."""
    return citizen(cast.system, "zhang", ZHANG, "张建国")


@pytest.fixture
def lin(cast: Cast) -> Account:
    """Return the account of the citizen Lin."""
    return citizen(cast.system, "lin", LIN, "林晓燕")


@pytest.fixture
def enterprise(cast: Cast, zhang: Account) -> Enterprise:
    """Return the enterprise of which Zhang is the legal representative."""
    return actions.register_enterprise(
        cast.system, credit_code=CREDIT_CODE, name="青岛栈桥海鲜有限公司", resident_id=ZHANG
    )


def citizen(by: Actor, login: str, resident_id: str, name: str) -> Account:
    """Open a citizen's account."""
    return actions.open_citizen_account(
        by, login=login, resident_id=resident_id, name=name, password=PASSWORD
    )
