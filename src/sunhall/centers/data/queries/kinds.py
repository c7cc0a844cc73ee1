"""Reading kinds of licenses and their templates."""

import re
from collections.abc import Iterable

from django.db.models import Prefetch, Q

from sunhall.centers.data.errors import NoTemplate
from sunhall.centers.data.models import LicenseKind, LicenseTemplate
from sunhall.directory.models import Organization
from sunhall.kernel.actor import Actor

OR = re.compile(r"[/、]")


def get_kind(by: Actor, code: str) -> LicenseKind:
    """Return a kind by its code.

    Raises:
        NotFound: there is none.
    """
    return LicenseKind.objects.filter(code=code).only_one(code)


def list_kinds(by: Actor) -> list[LicenseKind]:
    """Return every kind with its templates, the last first; what is synthetic comes last."""
    templates = LicenseTemplate.objects.order_by("-version")
    rows = LicenseKind.objects.prefetch_related(Prefetch("templates", templates))
    return list(rows.order_by("is_synthetic", "code"))


def list_issued_here(by: Actor) -> list[LicenseKind]:
    """Return the kinds that the actor's organization issues today."""
    here = Organization.objects.filter(pk=by.own_organization_id).first()
    if here is None:
        return []
    issued = Q(issuer_fields=[]) | Q(issuer_fields__contains=[here.domain_code])
    current = LicenseTemplate.objects.on(by.today).filter(published_at__isnull=False)
    rows = LicenseKind.objects.filter(issued, pk__in=current.values("kind"))
    return list(rows.order_by("is_synthetic", "name"))


def current_template(by: Actor, kind: LicenseKind) -> LicenseTemplate:
    """Return the template that licenses of a kind are issued by today.

    Raises:
        NoTemplate: there is none.
    """
    rows = LicenseTemplate.objects.on(by.today).filter(kind=kind, published_at__isnull=False)
    template = rows.first()
    if template is None:
        raise NoTemplate(name=kind.name)
    return template


def get_template(by: Actor, template_id: int) -> LicenseTemplate:
    """Return a template with its kind.

    Raises:
        NotFound: there is none.
    """
    rows = LicenseTemplate.objects.select_related("kind")
    return rows.filter(pk=template_id).only_one(template_id)


def kinds_called(names: Iterable[str]) -> list[LicenseKind]:
    """Return the kinds that guides call so; one name may offer several: 身份证/营业执照."""
    wanted = [part.strip() for name in names for part in OR.split(name) if part.strip()]
    return list(
        LicenseKind.objects.filter(Q(name__in=wanted) | Q(aliases__overlap=wanted)).order_by("code")
    )
