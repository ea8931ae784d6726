#!/bin/bash
# Brings up a private Redmine 5.0 (Debian 12 packages) on 127.0.0.1 and prints NAME='value' lines on stdout (progress goes
# to stderr), so: eval "$(up.sh DIR)". Settings from the environment, all optional:
#   PORT (a free one, kept over runs)  BIND (the address listened on: 127.0.0.1)  THREADS (5)  REDMINE_DB sqlite|pgsql (sqlite; fixed when DIR is first filled)
#   REDMINE_PASSWORD (every user's)  REDMINE_TEXT_FORMATTING textile|markdown|common_mark
#   REDMINE_API_KEY  REDMINE_EXECUTOR_API_KEY  REDMINE_ADMIN_API_KEY (40 hex digits; random unless given at first filling)
#   WEBHOOK_URL (empty: off; not set: as before)  WEBHOOK_SECRET  WEBHOOK_RETRIES (5)
# Nothing of the packages is changed, and nothing under /etc/redmine or /var/lib/redmine: DIR holds a copy of the
# application, its database, files, log, plugin and pid. Run again, it reuses what is there. Stop with down.sh DIR [--keep].
set -euo pipefail
[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
ms() { echo $(($(date +%s%N) / 1000000)); }
start=$(ms)
took() { local t=$(($(ms) - start)); printf '%d.%d' $((t / 1000)) $((t % 1000 / 100)); }
say() { echo "[redmine $(took)s] $*" >&2; }
here=$(cd "$(dirname "$0")" && pwd -P)
hook=$(cd "$here/../../../connectors/redmine/hook" && pwd -P)
mkdir -p "$1"; dir=$(cd "$1" && pwd -P)
exec 9>"$dir/.lock"; flock -w 300 9 || { echo "another up.sh is at work in $dir" >&2; exit 4; }
app=$dir/app inst=$dir/app/instances/default
free() { local p; while :; do p=$((20000 + RANDOM % 12000)); (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null || { echo $p; return; }; done; }
port=${PORT:-$(cat "$dir/.port" 2>/dev/null || free)}; echo "$port" >"$dir/.port"
threads=${THREADS:-5} db=${REDMINE_DB:-sqlite}
[ ! -f "$dir/.db" ] || db=$(cat "$dir/.db")
# Debian 12's ruby3.1 3.1.7 brings an unpatched bundler 2.3.27 that takes every Debian-packaged gem for deleted; the
# packaged bundler 2.3.15 is right. The redmine package's own postinst needs this too, or it fails.
export BUNDLER_VERSION=2.3.15 BUNDLE_SILENCE_ROOT_WARNING=1 BUNDLE_APP_CONFIG=$dir/bundle
# TZ: Redmine stores times in the server's local zone.
export RAILS_ENV=production RUBYOPT=-W0 SCHEMA=/dev/null REDMINE_LANG=en LANG=C.UTF-8 TZ=UTC
unset REDMINE_INSTANCE X_DEBIAN_SITEID RAILS_RELATIVE_URL_ROOT BUNDLE_GEMFILE

# 1. packages
need=()
for p in redmine puma openssl curl "redmine-$db"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || need+=("$p")
done
if [ "$db" = pgsql ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then need+=(postgresql); fi
if [ ${#need[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  echo 'redmine redmine/instances/default/dbconfig-install boolean false' | debconf-set-selections
  get() { apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=900 "${need[@]}" >>"$dir/apt.log" 2>&1 9>&-; }
  get || { apt-get update -q >>"$dir/apt.log" 2>&1 || true; dpkg --configure -a >>"$dir/apt.log" 2>&1 || true; get; } ||
    { tail -20 "$dir/apt.log" >&2; exit 1; }
  say "packages installed: ${need[*]}"
fi

# 2. for pgsql: a private cluster that listens only on a Unix socket in DIR
if [ "$db" = pgsql ]; then
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  as() { if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@"); else "$@"; fi; }
  if [ ! -f "$dir/pg/PG_VERSION" ]; then
    mkdir -p "$dir/pg" "$dir/pgsock"
    if [ "$(id -u)" = 0 ]; then
      chmod o+x "$dir"; chown postgres "$dir/pg" "$dir/pgsock"
      as test -w "$dir/pg" || { echo "the user postgres cannot reach $dir: choose a directory open to all users" >&2; exit 1; }
    fi
    as "$bin/initdb" -D "$dir/pg" -U redmine -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$dir/pg.log" 2>&1
    printf '%s\n' "listen_addresses = ''" "unix_socket_directories = '$dir/pgsock'" 'fsync = off' 'synchronous_commit = off' \
      'full_page_writes = off' 'shared_buffers = 32MB' 'max_connections = 30' >>"$dir/pg/postgresql.conf"
  fi
  as "$bin/pg_ctl" -D "$dir/pg" status >/dev/null 2>&1 || as "$bin/pg_ctl" -D "$dir/pg" -w -l "$dir/pg/server.log" start >/dev/null 9>&-
  as "$bin/psql" -h "$dir/pgsock" -U redmine -d postgres -Atc "select 1 from pg_database where datname='redmine'" | grep 1 >/dev/null ||
    as "$bin/createdb" -h "$dir/pgsock" -U redmine redmine
  say 'PostgreSQL ready'
fi

# 3. a copy of the application with its own configuration (a Rails root reached through links would resolve to the original)
if [ ! -f "$dir/.db" ]; then
  rm -rf "$app"; cp -a /usr/share/redmine "$app"
  rm -f "$app/instances" "$app/Gemfile.lock" "$app/config/database.yml"
  mkdir -p "$inst"/{config,log,tmp,files,public/plugin_assets} "$app/plugins" "$dir/bundle"
  sed -i "s#/usr/share/redmine/{config,#$app/{config,#" "$app/Gemfile"
  echo "gem 'puma', require: false" >"$app/Gemfile.local"
  openssl rand -hex 32 >"$inst/config/secret_key.txt"
  if [ "$db" = pgsql ]; then
    printf 'production:\n  adapter: postgresql\n  host: %s\n  username: redmine\n  database: redmine\n  encoding: utf8\n  pool: %s\n' \
      "$dir/pgsock" $((threads + 5)) >"$inst/config/database.yml"
  else
    printf 'production:\n  adapter: sqlite3\n  database: %s\n  pool: %s\n' \
      "$inst/redmine.sqlite3" $((threads + 5)) >"$inst/config/database.yml"
  fi
  cp "$here/sqlite_tuning.rb" "$app/config/initializers/99-sqlite-tuning.rb"
  (cd "$app" && bundle install --local --quiet) >"$dir/bundle.log" 2>&1 || { cat "$dir/bundle.log" >&2; exit 1; }
  echo "$db" >"$dir/.db"
fi
cd "$app"

# 4. the hook: our own plugin, whose settings are read again at every event
export SAGADESK_WEBHOOK_CONFIG=$dir/webhook.json
if [ -n "${WEBHOOK_URL+set}" ] || [ ! -f "$SAGADESK_WEBHOOK_CONFIG" ]; then
  ruby -rjson -e 'url, secret, retries = ARGV.drop(1)
    File.write(ARGV[0], JSON.generate(url: url, secret: secret, login: "sd-sync", retries: retries.to_i))' \
    "$SAGADESK_WEBHOOK_CONFIG" "${WEBHOOK_URL:-}" "${WEBHOOK_SECRET:-redmine-webhook-secret}" "${WEBHOOK_RETRIES:-5}"
fi

pidfile=$dir/puma.pid
alive() { [ -s "$pidfile" ] && tr '\0' '\n' 2>/dev/null <"/proc/$(cat "$pidfile")/environ" | grep -xF "SAGADESK_WEBHOOK_CONFIG=$SAGADESK_WEBHOOK_CONFIG" >/dev/null; }
if ! alive; then
  rm -rf plugins/sagadesk_webhook; cp -R "$hook/sagadesk_webhook" plugins/
  cp "$here/seed.rake" lib/tasks/
fi

# 5. schema; then default data and seed in a fresh process (in one with the migrations classes remember columns half-way)
rake() { bundle exec rake "$@" >>"$dir/migrate.log" 2>&1 || { tail -20 "$dir/migrate.log" >&2; exit 1; }; }
if [ ! -f "$dir/seed.env" ]; then
  rake db:migrate
  say 'database migrated'
  export SEED_OUT=$dir/seed.env.new SEED_PASSWORD=${REDMINE_PASSWORD:-$(openssl rand -hex 8)}
  export SEED_API_KEY=${REDMINE_API_KEY:-$(openssl rand -hex 20)} SEED_EXECUTOR_API_KEY=${REDMINE_EXECUTOR_API_KEY:-$(openssl rand -hex 20)}
  export SEED_ADMIN_API_KEY=${REDMINE_ADMIN_API_KEY:-$(openssl rand -hex 20)} SEED_TEXT_FORMATTING=${REDMINE_TEXT_FORMATTING:-textile}
  echo redmine-webhook-secret >"$dir/secret"
  URL=http://127.0.0.1:9/webhooks/executors SECRET_FILE=$dir/secret PROJECT=it-executors LOGIN=sd-sync \
    rake redmine:load_default_data lab:seed # on loaded data the first task only says so
  mv "$dir/seed.env.new" "$dir/seed.env"
  say 'default data and seed loaded'
fi

# 6. server
. "$dir/seed.env"
answers() { curl -s -o /dev/null -m 5 --noproxy '*'  -w '%{http_code}' -H "X-Redmine-API-Key: $REDMINE_API_KEY" "http://127.0.0.1:$port/users/current.json" | grep 200 >/dev/null; }
if alive && ! answers; then kill "$(cat "$pidfile")"; while alive; do sleep 0.1; done; fi
if ! alive; then
  rm -f "$pidfile"
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "port $port is taken" >&2; exit 1; fi
  setsid nohup bundle exec puma -e production -t "1:$threads" -w 0 -b "tcp://${BIND:-127.0.0.1}:$port" --pidfile "$pidfile" config.ru \
    9>&- </dev/null >>"$dir/puma.log" 2>&1 &
  child=$!
  for _ in $(seq 600); do
    answers && break
    kill -0 "$child" 2>/dev/null || { tail -20 "$dir/puma.log" >&2; exit 1; }
    sleep 0.1
  done
  answers || { tail -20 "$dir/puma.log" >&2; exit 1; }
fi
say 'answering'
cat "$dir/seed.env"
printf "%s='%s'\n" REDMINE_URL "http://127.0.0.1:$port" REDMINE_PID "$(cat "$pidfile")" REDMINE_DB "$db" \
  REDMINE_LOG "$inst/log/production.log" REDMINE_WEBHOOK_CONFIG "$SAGADESK_WEBHOOK_CONFIG" REDMINE_UP_SECONDS "$(took)"
