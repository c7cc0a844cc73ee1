"""What the procedure knows is what the database enforces."""

from importlib import import_module

from sunhall.business.penalties.rules import procedure


class TestSteps:
    def test_are_those_of_the_database(self):
        migration = import_module("sunhall.business.penalties.migrations.0005_procedure")

        assert sorted(migration.STEPS) == procedure.pairs()
