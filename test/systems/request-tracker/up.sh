#!/bin/bash
# A private, real Request Tracker 5 (Debian) on loopback, as the old service desk.
#   up.sh DIR      DIR: private directory (created). Nothing outside it is written; /etc/request-tracker5 is not read.
# Prints KEY=value lines for eval/source (also kept in DIR/env). Run again: repairs, applies changed settings, restarts if needed.
# Needs root only to install packages. Optional env:
#   PORT            default: a free one, kept over runs        WORKERS      default 3
#   WEBHOOK_URL     empty: no webhook is sent; not set: as before  WEBHOOK_SECRET  default rt-webhook-secret
#   WEBHOOK_TIMEOUT seconds, default 10 (busy test machine)     SYNC_PASSWORD, AGENT_PASSWORD  default sync-secret, agent-secret
#   RT_QUEUE        default Support                             RT_TIMEZONE  default UTC
#   BIND            address that the server listens on, default 127.0.0.1
#   RT_MAIL         1: send notifications (to DIR/var/*.mbox)   RT_MAX_ATTACHMENT  bytes, default 10485760
#   RT_SENDMAIL     a program that takes them as sendmail would
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
T0=$(date +%s%N)
HERE=$(cd "$(dirname "$0")" && pwd -P)
HOOK_DIR=$(cd "$HERE/../../../connectors/request-tracker/hook" && pwd -P)
mkdir -p "$1"; D=$(cd "$1" && pwd -P)
case $D in *[!A-Za-z0-9_./-]*) echo "plain characters only in the directory name: $D" >&2; exit 2;; esac
exec 9>"$D/.lock"; flock -w 120 9 || { echo "another up.sh is at work in $D" >&2; exit 4; }

# --- packages
LIBEXEC=/usr/share/request-tracker5/libexec
miss=(); for p in request-tracker5 rt5-standalone rt5-db-sqlite curl; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' $p 2>/dev/null)" = installed ] || miss+=($p); done
if [ ${#miss[@]} -gt 0 ]; then
  [ "$(id -u)" = 0 ] || { echo "missing packages: ${miss[*]}" >&2; exit 3; }
  export DEBIAN_FRONTEND=noninteractive
  { echo 'request-tracker5 request-tracker5/dbconfig-install boolean false' | debconf-set-selections
    apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=900 "${miss[@]}" ||
      { apt-get update && apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=900 "${miss[@]}"; }; } 9>&- >"$D/install.log" 2>&1 ||
    { echo "package installation failed, see $D/install.log" >&2; exit 3; }
fi

# --- settings
old() { sed -n "s/^$1=//p" "$D/env" 2>/dev/null || true; }
free() { local p; while :; do p=$((20000 + RANDOM % 12000)); (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null || { echo $p; return; }; done; }
PORT=${PORT:-$(old RT_PORT)}; PORT=${PORT:-$(free)}
WORKERS=${WORKERS:-3}; QUEUE=${RT_QUEUE:-Support}
SECRET=${WEBHOOK_SECRET:-rt-webhook-secret}
USER_=sync PASS=${SYNC_PASSWORD:-sync-secret} AGENT_PASS=${AGENT_PASSWORD:-agent-secret} ROOT_PASS=root-secret
URL=http://127.0.0.1:$PORT
MAIL_COMMAND=${RT_SENDMAIL:+sendmailpipe}
umask 077
mkdir -p "$D"/{etc/conf.d,db,var,mason,session,log}
sed -e "s|@DIR@|$D|g; s|@PORT@|$PORT|g; s|@TIMEZONE@|${RT_TIMEZONE:-UTC}|; s|@MAX_ATTACHMENT@|${RT_MAX_ATTACHMENT:-10485760}|" \
  -e "s|@MAIL_COMMAND@|${MAIL_COMMAND:-mbox}|; s|@SENDMAIL@|${RT_SENDMAIL:-}|" \
  "$HERE/site_config.pm.in" > "$D/etc/RT_SiteConfig.pm"
HOOK_SETTINGS=$D/etc/conf.d/sagadesk-webhook.json
export PERL5LIB=$HOOK_DIR/lib
[ -z "${WEBHOOK_URL+set}" ] && [ -f "$HOOK_SETTINGS" ] || perl -MSagadesk::Settings=save_settings -e 'my ($file, $url, $secret, $timeout) = @ARGV;
  save_settings($file, url => $url, secret => $secret, timeout => 0 + $timeout, queues => [], key_field => "External Key")' \
  "$HOOK_SETTINGS" "${WEBHOOK_URL:-}" "$SECRET" "${WEBHOOK_TIMEOUT:-10}"
export RT_SITE_CONFIG=$D/etc/RT_SiteConfig.pm RT_SITE_CONFIG_DIR=$D/etc/conf.d
export SEED_QUEUE=$QUEUE SEED_USER=$USER_ SEED_PASSWORD=$PASS SEED_AGENT_PASSWORD=$AGENT_PASS \
  SEED_HOOK=$HOOK_DIR SEED_HOOK_SETTINGS=$HOOK_SETTINGS SEED_TOKEN_FILE=$D/token SEED_MAIL=${RT_MAIL:-}
step() { "$@" 9>&- >"$D/log/setup.log" 2>&1 || { echo "failed: $*" >&2; cat "$D/log/setup.log" >&2; exit 1; }; }
api() { curl -s -o /dev/null -w '%{http_code}' --noproxy '*' --max-time 10 -H "Authorization: token $(cat "$D/token")" "$URL/REST/2.0/queue/$1"; }

# --- database
if [ ! -e "$D/db/.ready" ]; then
  rm -f "$D"/db/rt.sqlite* "$D/db/.seeded" "$D"/token*
  echo "$ROOT_PASS" > "$D/.rootpw"
  step rt-setup-database-5 --action init --dba '' --dba-password '' --root-password-file "$D/.rootpw"
  step perl -MDBI -e 'DBI->connect("dbi:SQLite:dbname=$ARGV[0]", "", "", {RaiseError => 1})->do("PRAGMA journal_mode=WAL")' "$D/db/rt.sqlite"
  rm -f "$D/.rootpw"; touch "$D/db/.ready"
fi
seed=$( { cat "$HERE/seed.pl" "$HOOK_DIR/scrip.pl" "$HOOK_DIR/prepare.pl" "$HOOK_DIR/lib/Sagadesk/Desk.pm"; env | grep '^SEED_' | sort; } | sha256sum)
if [ "$seed" != "$(cat "$D/db/.seeded" 2>/dev/null)" ]; then
  step rt-setup-database-5 --action insert --dba '' --dba-password '' --datafile "$HERE/seed.pl"
  ! grep -q 'Failed to run' "$D/log/setup.log" || { cat "$D/log/setup.log" >&2; exit 1; }
  echo "$seed" > "$D/db/.seeded"
fi

# --- server
conf=$( { cat "$D/etc/RT_SiteConfig.pm"; echo "$WORKERS"; } | sha256sum)
mine() { [ -n "${1:-}" ] && tr '\0' '\n' 2>/dev/null < "/proc/$1/environ" | grep -xF "RT_SITE_CONFIG=$D/etc/RT_SiteConfig.pm" >/dev/null; }
PID=$(cat "$D/pid" 2>/dev/null || true)
if mine "$PID" && [ "$conf" != "$(cat "$D/.running" 2>/dev/null)" ]; then
  kill "$PID"; for i in $(seq 200); do [ -d "/proc/$PID" ] || break; sleep 0.05; done; PID=
fi
if ! mine "$PID"; then
  if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then echo "port $PORT is taken" >&2; exit 5; fi
  setsid "$LIBEXEC/rt-server" --server Starlet --host "${BIND:-127.0.0.1}" --port "$PORT" --max-workers "$WORKERS" \
    9>&- </dev/null >>"$D/log/server.log" 2>&1 &
  PID=$!; echo $PID > "$D/pid"; echo "$conf" > "$D/.running"
fi
code=; for i in $(seq 600); do
  code=$(api "$QUEUE" || true); [ "$code" = 200 ] && break
  mine "$PID" || { echo "the server has ended:" >&2; tail -20 "$D/log/server.log" >&2; exit 1; }
  sleep 0.1
done
[ "$code" = 200 ] || { echo "no answer from $URL ($code)" >&2; tail -20 "$D/log/server.log" >&2; exit 1; }

cat > "$D/env" <<X
RT_URL=$URL
RT_REST=$URL/REST/2.0
RT_PORT=$PORT
RT_PID=$PID
RT_QUEUE=$QUEUE
RT_USER=$USER_
RT_PASSWORD=$PASS
RT_TOKEN=$(cat "$D/token")
RT_NARROW_TOKEN=$(cat "$D/token-narrow")
RT_ROOT_PASSWORD=$ROOT_PASS
RT_AGENTS=olga,pavel
RT_CLIENT=anna
RT_AGENT_PASSWORD=$AGENT_PASS
RT_EXTERNAL_KEY_FIELD='External Key'
RT_EXTERNAL_COMMENT_FIELD='External Comment'
RT_WEBHOOK_SETTINGS=$HOOK_SETTINGS
RT_SITE_CONFIG=$RT_SITE_CONFIG
RT_SITE_CONFIG_DIR=$RT_SITE_CONFIG_DIR
X
cat "$D/env"
echo "RT_UP_MS=$(( ($(date +%s%N) - T0) / 1000000 ))"
