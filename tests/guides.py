"""The law pack's guides in the city of the tests."""

from dataclasses import replace

from django.test import Client

from sunhall.centers.access.models import Account
from sunhall.centers.access.queries import actor_of
from sunhall.directory.demo import UNITS, items, set_up
from sunhall.directory.models import Organization, ServiceItemVersion
from sunhall.kernel.actor import Actor
from sunhall.platforms.portal import demo as portal
from tests.cast import Cast, assemble
from tests.remembered import remembered


def with_guides() -> Cast:
    """Return the cast of a city whose sixteen guides are in force, one adopted in Shinan."""
    return remembered("guides", lambda: _publish(assemble()))


def in_force(code: str) -> ServiceItemVersion:
    """Return the newest public version of an item."""
    found = ServiceItemVersion.objects.public().filter(item__code=code)
    return found.select_related("item__organization").latest("version")


def signed_on(client: Client, login: str) -> Client:
    """Return the browser signed on as one of the cast."""
    account = Account.objects.get(login=login)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _publish(cast: Cast) -> Cast:
    wanted = {details["organization"] for _guide, details in [*items.guides(), items.project()]}
    known = set(Organization.objects.values_list("code", flat=True))
    missing = [unit for unit in UNITS if unit.code in wanted - known]
    set_up(cast.system, [replace(unit, parent="") for unit in missing])
    city = replace(cast, **{login: _again(cast, login) for login in ("ji", "ding")})
    items.register(city.chen, city.ji, city.ding)
    items.adopt_in_district(city.yao, city.ding)
    portal.register(city.ji, city.ding)
    return city


def _again(cast: Cast, login: str) -> Actor:
    """Return somebody with the reach they have over the organizations of now."""
    account = Account.objects.get(login=login)
    return actor_of(account, None, cast.system.moment, cast.ji.channel)
