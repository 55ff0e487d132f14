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
