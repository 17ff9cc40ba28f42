#!/bin/sh
# Makes secrets/ with fresh keys and passwords; what is already there stays. Mail password and TLS files are yours to put.
# The folder is closed to others; its files are not, since the containers read them as other users.
set -eu
cd "$(dirname "$0")/.."
mkdir -p secrets
chmod 700 secrets

random() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c "$1"; }
keep() { [ -e "secrets/$1" ] || printf '%s' "$2" >"secrets/$1"; chmod 644 "secrets/$1"; }

keep secret_key "$(random 60)"
for login in superuser owner app; do
  keep "db_${login}_password" "$(random 32)"
done
keep database_url "postgres://mentoring_app:$(cat secrets/db_app_password)@postgres:5432/mentoring"
keep database_owner_url "postgres://mentoring_owner:$(cat secrets/db_owner_password)@postgres:5432/mentoring"
keep email_password ""
echo "secrets/ is ready. Put the certificate into secrets/tls_certificate.pem and its key into secrets/tls_key.pem."
