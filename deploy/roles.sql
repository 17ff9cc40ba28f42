-- The two logins and the database, for psql as superuser; safe to run again. The owner makes tables and runs migrations,
-- the application owns nothing: row-level security binds only those who do not own the table.
\set ON_ERROR_STOP on
SELECT 'CREATE ROLE mentoring_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mentoring_owner') \gexec
SELECT 'CREATE ROLE mentoring_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'mentoring_app') \gexec

-- The owner inherits, since it creates in schema public as a member of pg_database_owner; CREATEDB is for test databases.
ALTER ROLE mentoring_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE INHERIT CREATEDB;
ALTER ROLE mentoring_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOINHERIT;
ALTER ROLE mentoring_app SET statement_timeout = '15s';
ALTER ROLE mentoring_app SET lock_timeout = '5s';
ALTER ROLE mentoring_app SET idle_in_transaction_session_timeout = '60s';

SELECT 'CREATE DATABASE mentoring OWNER mentoring_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'mentoring') \gexec
REVOKE ALL ON DATABASE mentoring FROM PUBLIC;
GRANT CONNECT ON DATABASE mentoring TO mentoring_app;
