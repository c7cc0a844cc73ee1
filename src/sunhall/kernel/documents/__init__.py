"""Documents: Typst templates made into PDF/A, the same bytes every time."""

from sunhall.kernel.documents.rendering import Unprintable, render

__all__ = ["Unprintable", "render"]
