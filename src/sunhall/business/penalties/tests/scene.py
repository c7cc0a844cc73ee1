"""Drafts to work on: the market-stall table sound and torn, and officers signed on."""

import json
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.cast import Cast, assemble
from tests.remembered import remembered

from sunhall.business.penalties import actions
from sunhall.business.penalties.models import Benchmark
from sunhall.business.penalties.tests.library import PACK, Library
from sunhall.centers.access.models import Account
from sunhall.kernel.decision.grid import fields_of

STALL, BURNING = "QD-CG-001", "QD-CG-005"


@dataclass
class Scene:
    """A department with two matters, and those who work in it."""

    cast: Cast

    def draft(self, document: dict[str, Any]) -> Benchmark:
        """Let officer Li draft a document."""
        return actions.draft_benchmarks(self.cast.li, documents=[document]).benchmarks[0]

    def sign_on(self, login: str) -> Client:
        """Return a browser someone has signed on with."""
        client = Client()
        client.force_login(Account.objects.get(login=login))
        return client


@pytest.fixture
def scene(db: None) -> Scene:
    """Return the department."""
    return remembered("department", department)


def department() -> Scene:
    """Set up the department, and register two matters that burn and stall."""
    cast = assemble()
    Library(cast).register(PACK[STALL], PACK[BURNING])
    return Scene(cast)


def torn() -> dict[str, Any]:
    """Return the burning table with a gap: from 0.5 to 1 square meters no tier holds."""
    document = deepcopy(PACK[BURNING])
    document["tiers"][0]["when"]["area"]["lt"] = 0.5
    return document


def editor(version: Benchmark) -> str:
    """Return the address of a version's editor."""
    return reverse("benchmarks:edit", args=[version.pk])


def form_of(document: dict[str, Any], version: Benchmark, **changes: Any) -> dict[str, Any]:
    """Return what a browser sends of a document's grid, with changes to some fields."""
    form: dict[str, Any] = {
        **fields_of(document),
        "mode": "grid",
        "base": json.dumps(document, ensure_ascii=False),
        "expected_hash": version.table_hash,
    }
    return form | {name.replace("__", "-"): value for name, value in changes.items()}
