-- What the roles may do in one database. Run in the database itself, as its owner or an
-- administrator; and in template1, so that the databases of the test suite inherit it.

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
ALTER SCHEMA public OWNER TO tandem_owner;
GRANT USAGE ON SCHEMA public TO tandem_web, tandem_worker;

-- Rows only: neither role can make, change or empty a table.
ALTER DEFAULT PRIVILEGES FOR ROLE tandem_owner
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tandem_web, tandem_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE tandem_owner
    GRANT USAGE, SELECT ON SEQUENCES TO tandem_web, tandem_worker;
ALTER DEFAULT PRIVILEGES FOR ROLE tandem_owner
    REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE tandem_owner
    GRANT EXECUTE ON FUNCTIONS TO tandem_web, tandem_worker;
