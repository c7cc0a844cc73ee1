"""Applications follow the changes of the directory, and are told of each in its own act."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sunhall.centers.access.errors import AlreadySo, ApplicationRefused
from sunhall.centers.access.events import DirectorySubscribed, DirectoryUnsubscribed
from sunhall.centers.access.models import Account, Application, Subscription
from sunhall.centers.access.permissions import Permission
from sunhall.centers.access.rules import oidc
from sunhall.centers.access.rules.changes import ACCOUNT, place_of, topic_of
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.events import Event, announce
from sunhall.kernel.models import JournalEntry
from sunhall.kernel.outbox import send_later

CHANGE_TOPIC = "access.directory_change"


@action(Permission.APPLICATION_MAINTAIN)
def subscribe_to_directory(
    by: Actor, *, application_id: int, topics: Sequence[str], issuer: str, address: str = ""
) -> Subscription:
    """Let an application follow changes of the directory.

    Raises:
        NotFound: no such application.
        ApplicationRefused: the address is none a message may go to.
        AlreadySo: it follows the directory already.
    """
    application = Application.objects.lock(application_id)
    if address and not oidc.is_address(address):
        raise ApplicationRefused(
            fault=_("地址须是 HTTPS，没有 # 和通配：%(address)s") % {"address": address}
        )
    if application.subscriptions.filter(ended_at=None).exists():
        raise AlreadySo()
    subscription = Subscription.objects.create(
        application=application,
        topics=sorted(topics),
        address=address,
        issuer=issuer,
        subscribed_at=by.moment,
    )
    event = DirectorySubscribed(
        subject_id=subscription.pk,
        client_id=application.client_id,
        topics=tuple(subscription.topics),
        address=address,
    )
    announce(by, event)
    return subscription


@action(Permission.APPLICATION_MAINTAIN)
def end_subscription(by: Actor, *, subscription_id: int) -> Subscription:
    """Let an application no longer follow the directory; what waits to be sent still goes.

    Raises:
        NotFound: no such subscription.
        AlreadySo: it has ended.
    """
    subscription = Subscription.objects.select_related("application").lock(subscription_id)
    if subscription.ended_at is not None:
        raise AlreadySo()
    subscription.ended_at = by.moment
    subscription.save(update_fields=["ended_at"])
    client_id = subscription.application.client_id
    announce(by, DirectoryUnsubscribed(subject_id=subscription.pk, client_id=client_id))
    return subscription


def tell_followers(by: Actor, event: Event, entry: JournalEntry) -> None:
    """Write the messages that tell of a change; part of the act that changed something."""
    topic = topic_of(event.subject, event.name)
    if topic is None:
        return
    rows = Subscription.objects.filter(ended_at=None, topics__contains=[topic])
    followers = list(
        rows.exclude(address="").filter(application__is_active=True).select_related("application")
    )
    if not followers or (event.subject == ACCOUNT and not _is_civil_servants(event.subject_id)):
        return
    told = {
        "entry": entry.pk,
        "event": event.name,
        "subject": event.subject,
        "id": event.subject_id,
        "scim": place_of(event.subject, event.subject_id),
        "facts": entry.facts,
    }
    for one in followers:
        envelope = {
            "uri": one.address,
            "iss": one.issuer,
            "aud": one.application.client_id,
            "change": told,
        }
        send_later(by, CHANGE_TOPIC, f"{CHANGE_TOPIC}:{one.pk}:{entry.pk}", envelope)


def _is_civil_servants(account_id: int) -> bool:
    return Account.objects.filter(pk=account_id, person__isnull=False).exists()
