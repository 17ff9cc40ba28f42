#!/bin/sh
# Every night at BACKUP_HOUR (UTC): a dump by the owner, checked, kept BACKUP_DAYS days. Restore: docs/operations.md.
set -eu
: "${BACKUP_HOUR:=1}" "${BACKUP_DAYS:=14}"
folder=/backups
umask 077

dump() {
  name="$folder/mentoring-$(date -u +%Y-%m-%dT%H%M).dump"
  url=$(cat "$DATABASE_OWNER_URL_FILE")
  pg_dump --format=custom --compress=6 --file="$name.part" --dbname="$url"
  pg_restore --list "$name.part" >/dev/null
  mv "$name.part" "$name"
  find "$folder" -name 'mentoring-*.dump' -mtime "+$BACKUP_DAYS" -delete
  find "$folder" -name '*.part' -mtime +1 -delete
  date -u +%s >"$folder/last"
  echo "backup: $name, $(du -h "$name" | cut -f1)"
}

[ "${1:-}" = now ] && { dump; exit; }
trap 'exit 0' TERM INT
while :; do
  now=$(date -u +%s)
  next=$((now - now % 86400 + BACKUP_HOUR * 3600))
  [ "$next" -gt "$now" ] || next=$((next + 86400))
  sleep $((next - now)) &
  wait $!
  dump || echo "backup: failed" >&2
done
