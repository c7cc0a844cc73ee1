"""What the server says of itself: configuration, resource types, schemas. Standard: RFC 7643."""

from typing import Any

CORE = "urn:ietf:params:scim:schemas:core:2.0"
USER = f"{CORE}:User"
GROUP = f"{CORE}:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
MESSAGES = "urn:ietf:params:scim:api:messages:2.0"
MOST_RESULTS = 200

Document = dict[str, Any]


def attribute(name: str, description: str, kind: str = "string", **given: Any) -> Document:
    """Return an attribute's definition; what is not given is the usual."""
    usual: Document = {
        "name": name,
        "type": kind,
        "multiValued": False,
        "description": description,
        "required": False,
        "mutability": "readOnly",
        "returned": "default",
    }
    if kind == "string":
        usual |= {"caseExact": False, "uniqueness": "none"}
    return usual | given


def _reference(name: str, description: str, *types: str) -> Document:
    return attribute(name, description, "reference", referenceTypes=list(types), caseExact=True)


USER_ATTRIBUTES = [
    attribute("userName", "The login; given when the account is opened.", required=True,
              mutability="immutable", uniqueness="server"),
    attribute("name", "The person's name.", "complex", subAttributes=[
        attribute("formatted", "The full name.")]),
    attribute("displayName", "The person's name."),
    attribute("title", "The title of the first post held today."),
    attribute("active", "Whether the account may sign on.", "boolean", mutability="readWrite"),
    attribute("groups", "Organizations and roles of the posts held today.", "complex",
              multiValued=True, subAttributes=[
                  attribute("value", "The group's id."),
                  _reference("$ref", "The group's address.", "Group"),
                  attribute("display", "The group's name."),
                  attribute("type", "Always direct.", canonicalValues=["direct"])]),
]  # fmt: skip
ENTERPRISE_ATTRIBUTES = [
    attribute("employeeNumber", "The person's number; says whose account is opened.",
              required=True, mutability="immutable", uniqueness="server"),
    attribute("organization", "The organization of the first post held today."),
    attribute("department", "The code of that organization."),
]  # fmt: skip
GROUP_ATTRIBUTES = [
    attribute("displayName", "The name of the organization or role.", required=True),
    attribute("members", "The accounts of who belongs to it today.", "complex",
              multiValued=True, subAttributes=[
                  attribute("value", "The user's id."),
                  _reference("$ref", "The user's address.", "User"),
                  attribute("display", "The user's name."),
                  attribute("type", "Always User.", canonicalValues=["User"])]),
]  # fmt: skip


def schemas() -> list[Document]:
    """Return the schemas the server knows."""
    return [
        _schema(USER, "User", "A civil servant's account", USER_ATTRIBUTES),
        _schema(ENTERPRISE, "EnterpriseUser", "Where they work", ENTERPRISE_ATTRIBUTES),
        _schema(GROUP, "Group", "An organization or a role; maintained in the directory",
                GROUP_ATTRIBUTES),
    ]  # fmt: skip


def resource_types() -> list[Document]:
    """Return the kinds of resources the server has."""
    extension = {"schema": ENTERPRISE, "required": True}
    return [
        _type("User", "/Users", USER, "Civil servants' accounts", schemaExtensions=[extension]),
        _type("Group", "/Groups", GROUP, "Organizations and roles, read only"),
    ]


def configuration() -> Document:
    """Return what the server can do."""
    return {
        "schemas": [f"{CORE}:ServiceProviderConfig"],
        "patch": {"supported": True},
        "bulk": {"supported": False, "maxOperations": 0, "maxPayloadSize": 0},
        "filter": {"supported": True, "maxResults": MOST_RESULTS},
        "changePassword": {"supported": False},
        "sort": {"supported": False},
        "etag": {"supported": True},
        "authenticationSchemes": [
            {
                "type": "oauthbearertoken",
                "name": "OAuth Bearer Token",
                "description": "A token of a registered application (client credentials).",
                "specUri": "https://www.rfc-editor.org/info/rfc6750",
                "primary": True,
            }
        ],
        "meta": {"resourceType": "ServiceProviderConfig"},
    }


def _schema(urn: str, name: str, description: str, attributes: list[Document]) -> Document:
    return {
        "schemas": [f"{CORE}:Schema"],
        "id": urn,
        "name": name,
        "description": description,
        "attributes": attributes,
        "meta": {"resourceType": "Schema"},
    }


def _type(name: str, endpoint: str, urn: str, description: str, **more: Any) -> Document:
    return {
        "schemas": [f"{CORE}:ResourceType"],
        "id": name,
        "name": name,
        "endpoint": endpoint,
        "description": description,
        "schema": urn,
        **more,
        "meta": {"resourceType": "ResourceType"},
    }
