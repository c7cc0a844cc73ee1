"""What the clock makes the access center do."""

from sunhall.centers.access import actions, queries
from sunhall.centers.access.choices import Profile
from sunhall.kernel.actor import Actor
from sunhall.kernel.clock import hourly


@hourly("access.certificates")
def look_after_certificates(by: Actor) -> int:
    """Renew the units, sign a list that grows old, warn of what ends; nothing before the ceremony.

    Once an hour and not once a day: a list made for a day gone by would tell the wrong time.
    """
    if not any(one.profile == Profile.ISSUING for one in queries.list_authorities()):
        return 0
    done = actions.renew_units(by) + actions.refresh_list(by)
    return done + actions.warn_of_expiry(by)
