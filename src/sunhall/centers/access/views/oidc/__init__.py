"""OpenID Connect: the edge that departments' applications meet."""
