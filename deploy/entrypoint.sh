#!/bin/sh
# Refuses to serve when the walls between organizations are not as the code says; then becomes the command.
set -eu
python manage.py check --database default
exec "$@"
