-- The three roles of Tandem; none is a superuser, none passes row-level security.
-- Run by an administrator of the server, as often as wanted. Passwords are set apart:
--   ALTER ROLE tandem_web PASSWORD '…';

DO $$
BEGIN
    -- Owns and migrates; makes the test databases.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tandem_owner') THEN
        CREATE ROLE tandem_owner LOGIN CREATEDB;
    END IF;
    -- Answers web requests.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tandem_web') THEN
        CREATE ROLE tandem_web LOGIN;
    END IF;
    -- Runs the jobs of the queue.
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tandem_worker') THEN
        CREATE ROLE tandem_worker LOGIN;
    END IF;
END
$$;

-- The owner may end what the other two have open, as when a test database is dropped.
GRANT tandem_web, tandem_worker TO tandem_owner;

-- PostgreSQL waits for ever unless told otherwise; a page must not, a job may wait longer.
ALTER ROLE tandem_web SET statement_timeout = '15s';
ALTER ROLE tandem_web SET lock_timeout = '5s';
ALTER ROLE tandem_web SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE tandem_worker SET statement_timeout = '10min';
ALTER ROLE tandem_worker SET lock_timeout = '30s';
ALTER ROLE tandem_worker SET idle_in_transaction_session_timeout = '5min';
ALTER ROLE tandem_owner SET lock_timeout = '30s';
