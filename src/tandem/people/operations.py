"""Migration operations that tie what is sealed to the keys of this floor."""

from django.db.migrations.operations import RunSQL

THROWING = """
CREATE FUNCTION public.{table}_throws_keys_away() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone uuid[] := array_remove(ARRAY[{each}], NULL);
BEGIN
    IF cardinality(gone) > 0 THEN
        DELETE FROM public.people_thingkey WHERE number = ANY (gone);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER throws_keys_away AFTER DELETE OR UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION public.{table}_throws_keys_away();
"""
# Three is the byte with which a text begins that the key of a thing seals; its number follows.
EACH = (
    "CASE WHEN substr(OLD.{name}, 1, 1) = '\\x03' AND NEW.{name} IS DISTINCT FROM OLD.{name}"
    " THEN encode(substr(OLD.{name}, 2, 16), 'hex')::uuid END"
)
BACK = """
DROP TRIGGER throws_keys_away ON {table};
DROP FUNCTION public.{table}_throws_keys_away();
"""


class ThrowsKeysAway(RunSQL):
    """The key of a thing is destroyed with what it seals: emptied, sealed anew, or deleted, also
    with what it hangs on.
    """

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns
        each = ", ".join(EACH.format(name=name) for name in columns)
        super().__init__(
            THROWING.format(table=table, each=each, columns=", ".join(columns)),
            BACK.format(table=table),
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [self.table, *self.columns], {})


THROWING_LOOSE = """
CREATE FUNCTION public.{table}_throws_loose_keys_away() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE gone uuid[] := array_remove(ARRAY[{each}], NULL);
BEGIN
    IF cardinality(gone) > 0 THEN
        DELETE FROM public.people_loosekey WHERE id = ANY (gone);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER throws_loose_keys_away AFTER DELETE OR UPDATE OF {columns} ON {table}
    FOR EACH ROW EXECUTE FUNCTION public.{table}_throws_loose_keys_away();
CREATE POLICY sealed_anew ON {table} TO tandem_owner USING (true) WITH CHECK (true);
"""
# What is sealed again with the key that it has keeps it.
EACH_LOOSE = (
    "CASE WHEN substr(OLD.{name}, 1, 1) = '\\x04'"
    " AND substr(NEW.{name}, 1, 17) IS DISTINCT FROM substr(OLD.{name}, 1, 17)"
    " THEN encode(substr(OLD.{name}, 2, 16), 'hex')::uuid END"
)
LOOSE_BACK = """
DROP POLICY sealed_anew ON {table};
DROP TRIGGER throws_loose_keys_away ON {table};
DROP FUNCTION public.{table}_throws_loose_keys_away();
"""


class ThrowsLooseKeysAway(RunSQL):
    """The same for what no organisation holds yet. By the owner, whose keys nobody else may read;
    and the owner may seal anew what is in the table.
    """

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, columns
        each = ", ".join(EACH_LOOSE.format(name=name) for name in columns)
        super().__init__(
            THROWING_LOOSE.format(table=table, each=each, columns=", ".join(columns)),
            LOOSE_BACK.format(table=table),
        )

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        return (self.__class__.__name__, [self.table, *self.columns], {})
