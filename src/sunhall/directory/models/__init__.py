"""The tables of the directory; every row is valid for a time, half-open."""

from sunhall.directory.models.authority import EnforcementQualification, Grant, Role
from sunhall.directory.models.dated import Dated, DatedQuerySet, LockableQuerySet
from sunhall.directory.models.items import ItemRevision, ServiceItem, ServiceItemVersion
from sunhall.directory.models.matters import LegalBasis, Matter
from sunhall.directory.models.organizations import Division, Organization, of_organizations
from sunhall.directory.models.people import Person, Post, PostHolding
from sunhall.directory.models.reorganizations import FormerName, Reorganization, Succession
from sunhall.directory.models.resources import ApplicationResource, InformationResource
from sunhall.directory.models.versions import Version, VersionQuerySet
from sunhall.directory.models.workbooks import UploadedWorkbook

__all__ = [
    "ApplicationResource",
    "Dated",
    "DatedQuerySet",
    "Division",
    "EnforcementQualification",
    "FormerName",
    "Grant",
    "InformationResource",
    "ItemRevision",
    "LegalBasis",
    "LockableQuerySet",
    "Matter",
    "Organization",
    "Person",
    "Post",
    "PostHolding",
    "Reorganization",
    "Role",
    "ServiceItem",
    "ServiceItemVersion",
    "Succession",
    "UploadedWorkbook",
    "Version",
    "VersionQuerySet",
    "of_organizations",
]
