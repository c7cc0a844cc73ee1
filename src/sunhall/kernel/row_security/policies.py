"""The policies of a protected table, as migrations write them."""

from django.db.migrations import RunSQL

from sunhall.kernel.row_security.scopes import ROLE

CREATE_ROLE = f"""
DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{ROLE}') THEN
        CREATE ROLE {ROLE} NOLOGIN;
    END IF;
    IF NOT pg_has_role('{ROLE}', 'MEMBER') THEN
        GRANT {ROLE} TO CURRENT_USER;
    END IF;
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {ROLE};

CREATE FUNCTION sunhall_organization() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT nullif(current_setting('sunhall.organization', true), '')::bigint $$;
CREATE FUNCTION sunhall_account() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT nullif(current_setting('sunhall.account', true), '')::bigint $$;
CREATE FUNCTION sunhall_person() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT nullif(current_setting('sunhall.person', true), '')::bigint $$;
CREATE FUNCTION sunhall_citizen() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT nullif(current_setting('sunhall.citizen', true), '')::bigint $$;
CREATE FUNCTION sunhall_enterprise() RETURNS bigint STABLE LANGUAGE sql AS
    $$ SELECT nullif(current_setting('sunhall.enterprise', true), '')::bigint $$;
CREATE FUNCTION sunhall_is_city() RETURNS boolean STABLE LANGUAGE sql AS
    $$ SELECT current_setting('sunhall.city', true) = '1' $$;
CREATE FUNCTION sunhall_is_acting() RETURNS boolean STABLE LANGUAGE sql AS
    $$ SELECT current_setting('sunhall.acting', true) = '1' OR sunhall_is_city() $$;
CREATE FUNCTION sunhall_may(permission text) RETURNS boolean STABLE LANGUAGE sql AS
    $$ SELECT permission = ANY (
        string_to_array(current_setting('sunhall.permissions', true), ' ')
    ) $$;
"""

DROP_FUNCTIONS = """
DROP FUNCTION sunhall_may, sunhall_is_acting, sunhall_is_city, sunhall_enterprise,
    sunhall_citizen, sunhall_person, sunhall_account, sunhall_organization;
"""

PROTECT = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON {table} FOR SELECT TO {role}
    USING ((SELECT sunhall_is_acting()) OR ({seen}));
CREATE POLICY added ON {table} FOR INSERT TO {role} WITH CHECK ((SELECT sunhall_is_acting()));
CREATE POLICY changed ON {table} FOR UPDATE TO {role}
    USING ((SELECT sunhall_is_city()) OR ((SELECT sunhall_is_acting()) AND ({own})))
    WITH CHECK ((SELECT sunhall_is_acting()));
CREATE POLICY removed ON {table} FOR DELETE TO {role}
    USING ((SELECT sunhall_is_city()) OR ((SELECT sunhall_is_acting()) AND ({own})));
"""

EXPOSE = """
DROP POLICY removed ON {table};
DROP POLICY changed ON {table};
DROP POLICY added ON {table};
DROP POLICY seen ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


def create_role() -> RunSQL:
    """Make the role the city's programs act as, and the functions that say who acts.

    The role is the cluster's; it stays when the migration is taken back.
    """
    return RunSQL(CREATE_ROLE, DROP_FUNCTIONS)


REACH = """
CREATE FUNCTION sunhall_reach(permission text) RETURNS bigint[] STABLE LANGUAGE sql AS $$
    SELECT ARRAY(
        SELECT jsonb_array_elements_text(
            nullif(current_setting('sunhall.reach', true), '')::jsonb -> permission
        )::bigint
    )
$$;
"""


def create_reach() -> RunSQL:
    """Make the function that says which organizations a permission extends to besides one's own."""
    return RunSQL(REACH, "DROP FUNCTION sunhall_reach")


def reaching(permission: str) -> str:
    """Return the condition that a row is of an organization a permission extends to."""
    return f"organization_id = ANY ((SELECT sunhall_reach('{permission}'))::bigint[])"


def protect(table: str, *, seen: str, own: str) -> RunSQL:
    """Let a table's rows be seen only where `seen` holds, and changed only in an act where `own`.

    Both are SQL over the row. Rows are added only in an act. Who owns the table, and so runs the
    migrations, sees and changes all.
    """
    parts = {"table": table, "role": ROLE, "seen": seen, "own": own}
    return RunSQL(PROTECT.format(**parts), EXPOSE.format(**parts))


def reprotect(table: str, *, seen: str) -> RunSQL:
    """Write anew where a protected table's rows are seen; it is not taken back."""
    return RunSQL(
        f"ALTER POLICY seen ON {table} USING ((SELECT sunhall_is_acting()) OR ({seen}))",
        RunSQL.noop,
    )


def widen(table: str, name: str, *, seen: str) -> RunSQL:
    """Let a protected table's rows also be seen where `seen` holds."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR SELECT TO {ROLE} USING ({seen})",
        f"DROP POLICY {name} ON {table}",
    )


def let_change(table: str, name: str, *, own: str) -> RunSQL:
    """Let a protected table's rows also be changed in an act where `own` holds."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} FOR UPDATE TO {ROLE} "
        f"USING ((SELECT sunhall_is_acting()) AND ({own})) "
        "WITH CHECK ((SELECT sunhall_is_acting()))",
        f"DROP POLICY {name} ON {table}",
    )


def narrow(table: str, name: str, *, seen: str) -> RunSQL:
    """Let a protected table's rows be seen only where `seen` holds, too, but for an act."""
    return RunSQL(
        f"CREATE POLICY {name} ON {table} AS RESTRICTIVE FOR SELECT TO {ROLE} "
        f"USING ((SELECT sunhall_is_acting()) OR ({seen}))",
        f"DROP POLICY {name} ON {table}",
    )
