#!/bin/bash
# down.sh DIR [--keep]   stops the server that up.sh started for DIR and removes DIR (unless --keep)
set -u
D=$(cd "${1:-}" 2>/dev/null && [ -n "$1" ] && pwd -P) || { echo "no such directory: ${1:-}" >&2; exit 2; }
[ -f "$D/etc/RT_SiteConfig.pm" ] || { echo "not an up.sh directory: $D" >&2; exit 2; }
ours() { tr '\0' '\n' 2>/dev/null < "/proc/$1/environ" | grep -xF "RT_SITE_CONFIG=$D/etc/RT_SiteConfig.pm" >/dev/null; }
PID=$(cat "$D/pid" 2>/dev/null)
if [ -n "$PID" ] && ours "$PID"; then
  kids=$(cat "/proc/$PID/task/$PID/children" 2>/dev/null)
  kill -TERM "$PID"; for i in $(seq 160); do [ -d "/proc/$PID" ] || break; sleep 0.05; done
  for p in $PID $kids; do ours "$p" && kill -9 "$p"; done
fi
rm -f "$D/pid" "$D/.running"
[ "${2:-}" = --keep ] || rm -rf "$D"
exit 0
