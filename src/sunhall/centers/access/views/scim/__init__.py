"""The SCIM 2.0 server: other systems follow accounts and groups. Standard: RFC 7644."""
