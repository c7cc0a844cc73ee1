"""Documents: Typst templates made into PDF/A, the same bytes every time; and pictures."""

from sunhall.kernel.documents.rendering import Unprintable, draw, render

__all__ = ["Unprintable", "draw", "render"]
