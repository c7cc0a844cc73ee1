"""Every text of every table is labelled, and nothing is labelled that is none."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from sunhall.kernel.classification import Label, classified

TEXTS = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.GenericIPAddressField,
    ArrayField,
)
NUMBERS_OF_PEOPLE = {"resident_id", "identifier", "party_identifier"}


def texts() -> set[tuple[str, str]]:
    """Return every text of the city's own tables."""
    return {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model.__module__.startswith("sunhall.")
        for field in model._meta.local_fields
        if isinstance(field, TEXTS)
    }


def test_every_text_of_every_table_is_labelled():
    labelled = {(one.model, field) for one in classified() for field in one.labels}

    assert texts() - labelled == set()
    assert labelled - texts() == set()


def test_numbers_that_prove_an_identity_are_sensitive():
    wrong = {
        (one.model, field)
        for one in classified()
        for field, label in one.labels.items()
        if field in NUMBERS_OF_PEOPLE and label is not Label.SENSITIVE
    }

    assert wrong == set()


def test_what_is_about_persons_says_what_for_and_who_may_see_it():
    silent = [one.model for one in classified() if one.is_personal != bool(one.why and one.seen_by)]

    assert silent == []
