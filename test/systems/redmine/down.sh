#!/bin/bash
# down.sh DIR [--keep]   stops what up.sh started for DIR and removes DIR (unless --keep); safe to run twice
set -u
dir=$(cd "${1:-}" 2>/dev/null && [ -n "$1" ] && pwd -P) || { echo "no such directory: ${1:-}" >&2; exit 2; }
[ -f "$dir/.port" ] || { echo "not an up.sh directory: $dir" >&2; exit 2; }
ours() { tr '\0' '\n' 2>/dev/null <"/proc/$1/environ" | grep -xF "SAGADESK_WEBHOOK_CONFIG=$dir/webhook.json" >/dev/null; }
wait_for() { for _ in $(seq 200); do [ -d "/proc/$1" ] || return 0; sleep 0.05; done; }
pid=$(cat "$dir/puma.pid" 2>/dev/null)
if [ -n "$pid" ] && ours "$pid"; then
  kill -TERM "$pid"; wait_for "$pid"
  if ours "$pid"; then kill -9 "$pid"; wait_for "$pid"; fi
fi
rm -f "$dir/puma.pid"
pid=$(head -n 1 "$dir/pg/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ] && [ "$(readlink "/proc/$pid/cwd")" = "$dir/pg" ]; then kill -INT "$pid"; wait_for "$pid"; fi
[ "${2:-}" = --keep ] || rm -rf "$dir"
exit 0
