"""六中心: the services that business systems and platforms share."""
