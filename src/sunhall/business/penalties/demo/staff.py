"""People of the demonstration by what they do: found, or hired if there are none."""

from datetime import datetime

from sunhall.directory import queries as directory
from sunhall.directory.demo import Member, acting, hire
from sunhall.directory.models import Grant, Organization, PostHolding
from sunhall.kernel.actor import Actor

OFFICER, REVIEWER = "legal_officer", "reviewer"


def staff(unit: str, role: str, moment: datetime) -> Actor:
    """Return the first holder of a role in an organization, hired if there is none."""
    own = Grant.objects.filter(role__code=role, delegated_from=None)
    rows = PostHolding.objects.filter(post__organization__code=unit, post__grants__in=own)
    held = rows.select_related("person", "post__organization")
    holding = held.order_by("pk").first()
    if holding is None:
        title = "法规科科员" if role == OFFICER else "法规科科长"
        member = Member(
            login="",
            number=f"{unit}-{role}"[:20],
            name=f"{Organization.objects.get(code=unit).short_name}{title[-2:]}",
            unit=unit,
            title=title,
            role=role,
            note="",
        )
        hire(directory.system_actor(moment), member)
        holding = held.order_by("pk")[0]
    return acting(holding, moment)
