"""SCIM 2.0 (RFC 7643, RFC 7644): its filters, its schemas, what part of a resource is shown."""
