#!/bin/bash
# Runs once, when PostgreSQL makes its cluster: the two logins with their passwords, and the database.
set -euo pipefail
secret() { tr -d '\n' <"/run/secrets/$1"; }
psql --no-psqlrc --username="$POSTGRES_USER" --dbname=postgres --file=/deploy/roles.sql
psql --no-psqlrc --quiet --username="$POSTGRES_USER" --dbname=postgres --set=ON_ERROR_STOP=1 \
  --set=owner="$(secret db_owner_password)" --set=app="$(secret db_app_password)" <<'SQL'
ALTER ROLE mentoring_owner NOCREATEDB PASSWORD :'owner';
ALTER ROLE mentoring_app PASSWORD :'app';
SQL
