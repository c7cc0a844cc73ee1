"""What every test of supervision starts from."""

from sunhall.business.supervision.tests.acts import scene

__all__ = ["scene"]
