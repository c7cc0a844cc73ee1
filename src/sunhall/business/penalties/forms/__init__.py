"""Forms of the penalties system: benchmarks, and the steps of a case."""

from sunhall.business.penalties.forms.benchmarks import (
    FactsForm,
    ImportForm,
    OccurrenceForm,
    PublishForm,
    TakeOverForm,
)

__all__ = ["FactsForm", "ImportForm", "OccurrenceForm", "PublishForm", "TakeOverForm"]
