#!/bin/bash
# down.sh DIR [--keep]   stops what up.sh started in DIR (by the pids it recorded) and removes DIR (unless --keep); safe to run twice
set -u
D=$(cd "${1:-}" 2>/dev/null && [ -n "$1" ] && pwd -P) || { echo "no such directory: ${1:-}" >&2; exit 2; }
[ -f "$D/.lock" ] || { echo "not an up.sh directory: $D" >&2; exit 2; }
stop() { # pid, expected command name
  [ -n "$1" ] && [ "$(cat /proc/$1/comm 2>/dev/null)" = "$2" ] || return 0
  kill "$1"; for i in $(seq 150); do case "$(sed 's/.*) //' /proc/$1/stat 2>/dev/null)" in ''|Z*) return 0;; esac; sleep 0.02; done; kill -9 "$1" 2>/dev/null
}
stop "$(sed -n 's/^EXIM_PID=//p' "$D/env" 2>/dev/null)" exim4
# queue runners and deliveries Exim has forked: only those which carry this directory's configuration
for f in $(grep -laF -- "$D/etc/exim.conf" /proc/[0-9]*/cmdline 2>/dev/null); do p=${f#/proc/}; p=${p%/cmdline}; [ "$(cat /proc/$p/comm 2>/dev/null)" = exim4 ] && kill "$p" 2>/dev/null; done
M=$(cat "$D/run/dovecot/master.pid" 2>/dev/null); KIDS=$([ -n "$M" ] && ps -o pid= --ppid "$M")
stop "${M:-}" dovecot
# an imap process with a connected client can outlive its master for some seconds
for p in $KIDS; do case "$(readlink /proc/$p/exe 2>/dev/null)" in /usr/lib/dovecot/*) kill "$p" 2>/dev/null;; esac; done
rm -f "$D/env"; [ "${2:-}" = --keep ] || rm -rf "$D"
exit 0
