"""Why the embedded database cannot be used."""


class DatabaseUnavailable(Exception):
    """The embedded database cannot be used; the message names the cause and the way out."""
