"""The second lock: migration operations that put row-level security under a table."""

from django.db.migrations.operations import RunSQL

FUNCTIONS = """
CREATE FUNCTION public.tandem_keys(setting text) RETURNS bigint[]
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE said text := current_setting(setting, true);
BEGIN
    -- After its first use a transaction-local setting comes back as '' and not NULL.
    IF coalesce(said, '') = '' THEN
        RAISE EXCEPTION 'tenant rows asked for outside a scope'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN said::bigint[];
END $$;
CREATE FUNCTION public.tandem_presented() RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT decode(nullif(current_setting('tandem.presented', true), ''), 'hex') $$;
"""
DROP_FUNCTIONS = """
DROP FUNCTION public.tandem_keys(text);
DROP FUNCTION public.tandem_presented();
"""

READ = (
    "territory_id = ANY ((SELECT public.tandem_keys('tandem.may_read'))::bigint[])"
    " AND organisation_id = ANY ((SELECT public.tandem_keys('tandem.organisations'))::bigint[])"
)
WRITE = READ.replace("may_read", "may_write")
"""Also the condition to read what never crosses a border: identities, cases, who looked."""


class ScopeFunctions(RunSQL):
    """What the policies ask: raises where no scope was told."""

    def __init__(self) -> None:
        super().__init__(FUNCTIONS, DROP_FUNCTIONS)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [], {})


class RowSecurity(RunSQL):
    """Forced policies on `table`: read by `read`, written by `write` (SQL conditions)."""

    def __init__(self, table: str, *, read: str = READ, write: str = WRITE) -> None:
        self.table, self.read, self.write = table, read, write
        forward = f"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            CREATE POLICY read ON {table} FOR SELECT USING ({read});
            CREATE POLICY add ON {table} FOR INSERT WITH CHECK ({write});
            CREATE POLICY change ON {table} FOR UPDATE USING ({write}) WITH CHECK ({write});
            CREATE POLICY remove ON {table} FOR DELETE USING ({write});
        """
        backward = f"""
            DROP POLICY read ON {table}; DROP POLICY add ON {table};
            DROP POLICY change ON {table}; DROP POLICY remove ON {table};
            ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
            ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """
        super().__init__(forward, backward)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [self.table], {"read": self.read, "write": self.write})


class OwnRowSecurity(RowSecurity):
    """Rows that open borders never show: only who may write them may read them."""

    def __init__(self, table: str) -> None:
        super().__init__(table, read=WRITE)

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [self.table], {})


class AppendOnly(RunSQL):
    """Nobody but the owner changes or removes a row of `table` once written."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM tandem_web, tandem_worker;",
            f"GRANT UPDATE, DELETE ON {table} TO tandem_web, tandem_worker;",
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [self.table], {})


class ChangesOnly(RunSQL):
    """Of a row of `table` once written, only these columns change; nobody removes it.

    `refused` is a condition on OLD and NEW under which even that is refused, `because` what is said.
    """

    def __init__(self, table: str, *columns: str, refused: str = "", because: str = "") -> None:
        self.table, self.columns, self.refused, self.because = table, columns, refused, because
        who = "tandem_web, tandem_worker"
        forward = [
            f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {who};",
            f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {who};",
        ]
        backward = [
            f"REVOKE UPDATE ({', '.join(columns)}) ON {table} FROM {who};",
            f"GRANT UPDATE, DELETE ON {table} TO {who};",
        ]
        if refused:
            forward.append(REFUSING.format(table=table, refused=refused, because=because))
            backward.insert(0, f"DROP TRIGGER keeps_what_was ON {table};")
            backward.insert(1, f"DROP FUNCTION public.{table}_keeps_what_was();")
        super().__init__("\n".join(forward), "\n".join(backward))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        said: dict[str, object] = {"refused": self.refused, "because": self.because}
        return (self.__class__.__name__, [self.table, *self.columns], said)


REFUSING = """
CREATE FUNCTION public.{table}_keeps_what_was() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {refused} THEN
        RAISE EXCEPTION '{because}' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keeps_what_was BEFORE UPDATE ON {table}
    FOR EACH ROW EXECUTE FUNCTION public.{table}_keeps_what_was();
"""
