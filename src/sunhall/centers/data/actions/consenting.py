"""A holder lets their licenses be used for a matter; whoever handles it draws them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sunhall.centers.data.actions.flow import needed
from sunhall.centers.data.actions.sharing import keys_of, write_uses
from sunhall.centers.data.choices import Way
from sunhall.centers.data.errors import ConsentPeriodRefused, KindsMissing, NoConsent
from sunhall.centers.data.events import ConsentGiven, ConsentWithdrawn
from sunhall.centers.data.models import Consent, Holder, License
from sunhall.centers.data.permissions import Permission
from sunhall.centers.data.queries.kinds import kinds_called
from sunhall.centers.data.queries.shown import ShownLicense, show_license
from sunhall.kernel.actions import action
from sunhall.kernel.actor import Actor
from sunhall.kernel.errors import NotFound
from sunhall.kernel.events import announce

LONGEST = timedelta(days=366)


@action(Permission.LICENSE_OWN, law="个人信息保护法 第十三条")
def give_consent(
    by: Actor,
    *,
    kind_names: Sequence[str],
    subject: str,
    subject_id: int,
    purpose: str,
    until: datetime,
) -> Consent:
    """Let one's licenses be used for one matter until a moment; kinds are named as guides do.

    `subject` and `subject_id` name the matter, such as an application; `purpose` says it in words.

    Raises:
        NotFound: whoever acts holds no license.
        KindsMissing: no kind is called so.
        WordsMissing: nothing says what for.
        ConsentPeriodRefused: it ends too late, or is over.
    """
    holder = Holder.objects.own(by).first()
    if holder is None:
        raise NotFound(str(Holder._meta.verbose_name), by.own_account_id)
    kinds = kinds_called(kind_names)
    if not kinds:
        raise KindsMissing()
    if not by.moment < until <= by.moment + LONGEST:
        raise ConsentPeriodRefused()
    consent = Consent.objects.create(
        holder=holder,
        subject=subject,
        subject_id=subject_id,
        purpose=needed(purpose),
        given_at=by.moment,
        until=until,
    )
    consent.kinds.set(kinds)
    announce(
        by,
        ConsentGiven(
            subject_id=consent.pk,
            about=subject,
            about_id=subject_id,
            kinds=tuple(kind.code for kind in kinds),
            until=until,
        ),
    )
    return consent


@action(Permission.LICENSE_OWN, law="个人信息保护法 第十五条")
def withdraw_consent(by: Actor, *, consent_id: int) -> Consent:
    """Withdraw one's consent; what was drawn before stays drawn.

    Raises:
        NotFound: one has given no such consent, or it is over.
    """
    consent = Consent.objects.own(by).at(by.moment).lock(consent_id)
    consent.withdrawn_at = by.moment
    consent.save(update_fields=["withdrawn_at"])
    announce(
        by,
        ConsentWithdrawn(subject_id=consent.pk, about=consent.subject, about_id=consent.subject_id),
    )
    return consent


def draw_licenses(
    by: Actor, *, subject: str, subject_id: int, kind_name: str
) -> list[ShownLicense]:
    """Return the good licenses of a kind that the holder lets a matter use, inside its own act.

    `kind_name` is what a guide calls it, such as 居民身份证/营业执照. The holder sees the use.

    Raises:
        NoConsent: the holder has not consented, or no longer does.
    """
    kinds = kinds_called([kind_name])
    consents = Consent.objects.at(by.moment).filter(
        subject=subject, subject_id=subject_id, kinds__in=kinds
    )
    holders = {consent.holder_id: consent for consent in consents}
    if not holders:
        raise NoConsent(name=kind_name)
    rows = License.objects.good(by.today).filter(holder__in=holders, kind__in=kinds)
    licenses = list(rows.select_related("kind", "template", "holder", "organization"))
    keys = {one.pk: keys_of(one, with_sensitive=True) for one in licenses}
    purpose = next(iter(holders.values())).purpose
    write_uses(by, licenses, keys, way=Way.CONSENT, purpose=purpose)
    return [show_license(one, keys[one.pk]) for one in licenses]
