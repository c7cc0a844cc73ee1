"""What the surroundings decide: addresses of databases, yes and no, the secret."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from sunhall.config import env


class TestParseDatabaseUrl:
    def test_takes_every_part(self):
        url = "postgresql://li:p%40ss%2Fword@db.example:6432/sun%20hall?sslmode=require&port=1"

        parts = env.parse_database_url(url)

        assert parts == {
            "NAME": "sun hall",
            "USER": "li",
            "PASSWORD": "p@ss/word",
            "HOST": "db.example",
            "PORT": "6432",
            "OPTIONS": {"sslmode": "require", "port": "1"},
        }

    def test_takes_a_socket_among_the_options(self):
        parts = env.parse_database_url("postgres:///hall?host=/run/postgresql&user=li")

        assert (parts["HOST"], parts["USER"], parts["OPTIONS"]) == ("/run/postgresql", "li", {})

    @pytest.mark.parametrize(
        ("url", "fault"),
        [
            ("mysql://li@db/hall", "its scheme is 'mysql'"),
            ("hall", "its scheme is ''"),
            ("postgresql://li@db", "the name of one database"),
            ("postgresql://li@db/", "the name of one database"),
            ("postgresql://li@db/hall/two", "the name of one database"),
            ("postgresql://li@db:many/hall", "host or port"),
            ("postgresql://li@[db/hall", "host or port"),
        ],
    )
    def test_says_what_is_wrong(self, url, fault):
        with pytest.raises(ImproperlyConfigured, match=fault):
            env.parse_database_url(url)

    def test_never_repeats_the_password(self):
        with pytest.raises(ImproperlyConfigured) as caught:
            env.parse_database_url("postgresql://li:secret/word@db/hall")

        assert "secret" not in str(caught.value)


class TestDatabaseSettings:
    def test_name_the_embedded_database_by_default(self, monkeypatch, tmp_path):
        monkeypatch.delenv("DATABASE_URL", raising=False)
        monkeypatch.setenv("SUNHALL_HOME", str(tmp_path))

        settings = env.database_settings()

        assert (settings["NAME"], settings["USER"]) == ("sunhall", "sunhall")
        assert not list(tmp_path.iterdir())

    def test_name_another_database_that_is_given(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://li@db/hall")

        settings = env.database_settings()

        assert (settings["HOST"], settings["NAME"]) == ("db", "hall")
        assert env.embedded_cluster() is None


class TestSecretKey:
    def test_is_made_once_and_for_its_owner_only(self, monkeypatch, tmp_path):
        monkeypatch.delenv("SUNHALL_SECRET_KEY", raising=False)
        monkeypatch.setenv("SUNHALL_HOME", str(tmp_path / "home"))

        first, second = env.secret_key(), env.secret_key()

        kept = tmp_path / "home" / "secret_key"
        assert first == second
        assert len(first) > 80
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert [path.name for path in kept.parent.iterdir()] == ["secret_key"]

    def test_is_the_one_that_is_given(self, monkeypatch):
        monkeypatch.setenv("SUNHALL_SECRET_KEY", "given")

        assert env.secret_key() == "given"


class TestHome:
    def test_is_the_folder_that_is_given(self, monkeypatch):
        monkeypatch.setenv("SUNHALL_HOME", "~/city")

        assert env.home() == Path.home() / "city"

    def test_lies_beside_the_makefile_of_a_checkout(self, monkeypatch):
        monkeypatch.delenv("SUNHALL_HOME", raising=False)

        assert (env.home().parent / "Makefile").is_file()

    def test_of_an_installed_program_is_the_users_own(self, monkeypatch, tmp_path):
        monkeypatch.delenv("SUNHALL_HOME", raising=False)
        monkeypatch.setattr(env, "CHECKOUT", tmp_path)

        assert env.home().name == "sunhall"
        assert env.home().is_relative_to(Path.home())


class TestFlag:
    @pytest.mark.parametrize(
        ("given", "meant"), [("1", True), ("Yes", True), ("0", False), ("off", False), ("", True)]
    )
    def test_reads_yes_and_no(self, monkeypatch, given, meant):
        monkeypatch.setenv("SUNHALL_TRIED", given)

        assert env.flag("SUNHALL_TRIED", default=True) is meant

    def test_refuses_what_is_neither(self, monkeypatch):
        monkeypatch.setenv("SUNHALL_TRIED", "maybe")

        with pytest.raises(ImproperlyConfigured, match="SUNHALL_TRIED is 'maybe'"):
            env.flag("SUNHALL_TRIED", default=False)


class TestWords:
    def test_are_what_stands_between_the_commas(self, monkeypatch):
        monkeypatch.setenv("SUNHALL_TRIED", " hall.example, ,10.0.0.1")

        assert env.words("SUNHALL_TRIED", default=[]) == ["hall.example", "10.0.0.1"]


class TestNetworks:
    @pytest.mark.parametrize("written", ["x", "a=", "a=10.0.0.1/8", "a=nowhere", "=10.0.0.0/8"])
    def test_refuses_what_is_not_written_well(self, monkeypatch, written):
        monkeypatch.setenv("SUNHALL_ZONES", written)

        with pytest.raises(ImproperlyConfigured):
            env.networks("SUNHALL_ZONES", default="")
