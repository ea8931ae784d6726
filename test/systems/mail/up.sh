#!/bin/bash
# Brings up a private, real mail system on 127.0.0.1: Exim (SMTP in) -> Dovecot LMTP -> Dovecot IMAP (Debian 12 packages), and
# prints NAME='value' lines on stdout, so: eval "$(up.sh DIR [user...])". Run again, it starts what is there: same ports, same mail.
#   DIR: a private directory (created; other users must be able to pass through what is above it)
#   users: support sales operator alice bob; domain helpdesk.test; the password of every user is: secret
# Settings from the environment, all optional: MAIL_DOMAIN IMAP_PORT IMAPS_PORT SMTP_PORT SMTPS_PORT
# Foreign recipients land with the user `sink`. tempfail@ (451), reject@ (550), bounce@ (a true DSN follows), deferred@ (stays queued).
# Stop with down.sh DIR [--keep].
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 DIR [user...]" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "needs root" >&2; exit 2; }
mkdir -p "$1"; D=$(cd "$1" && pwd -P); shift
exec 9>"$D/.lock"; flock -w 300 9 || { echo "another up.sh is at work in $D" >&2; exit 4; }
need=()
for p in dovecot-imapd dovecot-lmtpd exim4-daemon-light openssl; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || need+=("$p")
done
if [ ${#need[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  get() { apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=900 "${need[@]}" >>"$D/apt.log" 2>&1 9>&-; }
  get || { apt-get update -q >>"$D/apt.log" 2>&1 || true; dpkg --configure -a >>"$D/apt.log" 2>&1 || true; get; } ||
    { tail -20 "$D/apt.log" >&2; exit 1; }
fi
lives() { [ -n "$1" ] && [ "$(cat "/proc/$1/comm" 2>/dev/null)" = "$2" ]; }
recorded() { sed -n "s/^$1=//p" "$D/env" 2>/dev/null; }
if lives "$(recorded DOVECOT_PID)" dovecot && lives "$(recorded EXIM_PID)" exim4; then cat "$D/env"; exit 0; fi
# what a kill has left of it
"$(cd "$(dirname "$0")" && pwd -P)/down.sh" "$D" --keep
USERS=("$@"); [ ${#USERS[@]} -gt 0 ] || USERS=(support sales operator alice bob)
DOM=${MAIL_DOMAIN:-helpdesk.test}
for ((p=${#D}; p>0; p--)); do q=${D:0:p}; [ "${D:p:1}" = / ] || [ $p = ${#D} ] || continue
  [ $p = ${#D} ] && continue; case "$(stat -c %A "$q")" in *[xt]) ;; *) echo "$q must be traversable by other users (chmod o+x)" >&2; exit 2;; esac; done
U=mail; UID_=$(id -u $U); GID_=$(id -g $U)
free() { local p; while :; do p=$((20000 + RANDOM % 12000)); (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null || { echo $p; return; }; done; }
[ ! -f "$D/.ports" ] || . "$D/.ports"
IMAP_PORT=${IMAP_PORT:-$(free)}; IMAPS_PORT=${IMAPS_PORT:-$(free)}; SMTP_PORT=${SMTP_PORT:-$(free)}; SMTPS_PORT=${SMTPS_PORT:-$(free)}
umask 022
printf '%s\n' "IMAP_PORT=$IMAP_PORT" "IMAPS_PORT=$IMAPS_PORT" "SMTP_PORT=$SMTP_PORT" "SMTPS_PORT=$SMTPS_PORT" >"$D/.ports"
mkdir -p "$D"/{mail,etc,log,run,spool,state,oauth/default/HS256}
chmod 755 "$D"; chmod 1777 "$D/run"; chown $U:$U "$D/mail"; chown Debian-exim:Debian-exim "$D/spool" "$D/log"; chmod 775 "$D/log"
[ -f "$D/etc/cert.pem" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj /CN=localhost \
  -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$D/etc/key.pem" -out "$D/etc/cert.pem" 2>/dev/null
chmod 644 "$D/etc/key.pem"
: > "$D/etc/users"; for u in "${USERS[@]}" sink; do echo "$u:{PLAIN}secret::::::" >> "$D/etc/users"; done
printf %s oauth-test-secret | base64 -w0 > "$D/oauth/default/HS256/default"
cat > "$D/etc/oauth2.conf.ext" <<E
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=$D/oauth/
username_attribute = sub
E
cat > "$D/etc/dovecot.conf" <<E
base_dir = $D/run/dovecot
state_dir = $D/state
log_path = $D/log/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = yes
ssl_cert = <$D/etc/cert.pem
ssl_key = <$D/etc/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_username_format = %Ln
auth_failure_delay = 0
login_trusted_networks = 127.0.0.0/8
mail_location = maildir:$D/mail/%n
mail_uid = $UID_
mail_gid = $GID_
first_valid_uid = $UID_
first_valid_gid = $GID_
mail_fsync = never
mail_max_userip_connections = 500
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
namespace inbox {
  inbox = yes
  separator = /
  mailbox Processed { 
    auto = create 
  }
  mailbox Quarantine { 
    auto = create 
  }
  mailbox Sent { 
    auto = create
    special_use = \Sent 
  }
  mailbox Junk { 
    auto = create
    special_use = \Junk 
  }
  mailbox Trash { 
    auto = create
    special_use = \Trash 
  }
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = username_format=%n $D/etc/users
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = $D/etc/oauth2.conf.ext
}
userdb {
  driver = passwd-file
  args = username_format=%n $D/etc/users
}
service imap-login {
  inet_listener imap {
    port = $IMAP_PORT
  }
  inet_listener imaps {
    port = $IMAPS_PORT
    ssl = yes
  }
}
service lmtp {
  process_min_avail = 1
  unix_listener $D/run/lmtp {
    mode = 0666
  }
}
protocol lmtp {
  postmaster_address = postmaster@$DOM
}
E
cat > "$D/etc/exim.conf" <<E
primary_hostname = mx.$DOM
domainlist ours = $DOM
exim_user = Debian-exim
exim_group = Debian-exim
deliver_drop_privilege = true
spool_directory = $D/spool
log_file_path = $D/log/exim_%slog
pid_file_path = $D/run/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = $SMTP_PORT : $SMTPS_PORT
tls_on_connect_ports = $SMTPS_PORT
tls_certificate = $D/etc/cert.pem
tls_privatekey = $D/etc/key.pem
tls_advertise_hosts = \${if eq{\$received_port}{$SMTPS_PORT}{*}{}}
disable_ipv6 = true
host_lookup =
rfc1413_hosts =
keep_environment =
add_environment = PATH=/usr/bin:/bin
smtputf8_advertise_hosts = *
message_size_limit = 40M
smtp_accept_max = 300
smtp_accept_queue = 0
smtp_accept_queue_per_connection = 0
queue_run_max = 5
check_spool_space = 0
check_spool_inodes = 0
received_header_text = Received: from \$sender_helo_name (\$sender_host_address) by \$primary_hostname with \$received_protocol id \$message_exim_id for \$received_for; \$tod_full
ignore_bounce_errors_after = 1s
timeout_frozen_after = 10m
acl_smtp_rcpt = rcpt
acl_smtp_data = data
begin acl
rcpt:
  defer   local_parts = tempfail
          message = 4.2.1 mailbox temporarily unavailable
  deny    local_parts = reject
          message = 5.1.1 no such user here
  accept
data:
  accept
begin routers
late_bounce:
  driver = redirect
  local_parts = bounce
  data = :fail: mailbox unavailable (accepted, then bounced)
  allow_fail
late_defer:
  driver = redirect
  local_parts = deferred
  data = :defer: try later
  allow_defer
known:
  driver = accept
  domains = +ours
  local_part_suffix = +*
  local_part_suffix_optional
  condition = \${lookup{\$local_part}lsearch{$D/etc/users}{yes}{no}}
  transport = to_dovecot
catch_all:
  driver = redirect
  data = sink@$DOM
  redirect_router = known
begin transports
to_dovecot:
  driver = lmtp
  socket = $D/run/lmtp
  batch_max = 1
  return_path_add
  envelope_to_add
  rcpt_include_affixes
begin retry
* * F,10m,1s
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if eq{\$auth3}{secret}}
  server_set_id = \$auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if eq{\$auth2}{secret}}
  server_set_id = \$auth1
E
# what a program of this host sends through it with: as sendmail, with its own configuration
printf '#!/bin/sh\nexec %s -C %s "$@"\n' "$(command -v exim4)" "$D/etc/exim.conf" > "$D/etc/sendmail"; chmod 755 "$D/etc/sendmail"
dovecot -c "$D/etc/dovecot.conf" </dev/null >>"$D/start.log" 2>&1 9>&- # a daemon must not hold the caller's pipes
if ! exim4 -C "$D/etc/exim.conf" -bd -q5s </dev/null >>"$D/start.log" 2>&1 9>&-; then kill "$(cat "$D/run/dovecot/master.pid")"; exit 5; fi
for i in $(seq 200); do
  { (exec 3<>/dev/tcp/127.0.0.1/$IMAP_PORT) && (exec 3<>/dev/tcp/127.0.0.1/$SMTP_PORT); } 2>/dev/null && [ -S "$D/run/lmtp" ] && [ -s "$D/run/exim.pid" ] && break
  sleep 0.02
done
if ! doveadm -c "$D/etc/dovecot.conf" auth test "${USERS[0]}" secret >/dev/null 2>&1; then
  echo "login does not work:" >&2; tail -5 "$D/log/dovecot.log" >&2
  kill "$(cat "$D/run/exim.pid")" || true; kill "$(cat "$D/run/dovecot/master.pid")" || true; exit 6
fi
cat > "$D/env" <<E
MAIL_DIR='$D'
MAIL_DOMAIN='$DOM'
IMAP_HOST=127.0.0.1
IMAP_PORT=$IMAP_PORT
IMAPS_PORT=$IMAPS_PORT
SMTP_HOST=127.0.0.1
SMTP_PORT=$SMTP_PORT
SMTPS_PORT=$SMTPS_PORT
MAIL_USERS='${USERS[*]}'
MAIL_PASSWORD=secret
MAIL_SINK_USER=sink
MAIL_CA='$D/etc/cert.pem'
MAIL_OAUTH_HS256_KEY=oauth-test-secret
DOVEADM='doveadm -c $D/etc/dovecot.conf'
EXIM='exim4 -C $D/etc/exim.conf'
MAIL_SENDMAIL='$D/etc/sendmail'
DOVECOT_PID=$(cat "$D/run/dovecot/master.pid")
EXIM_PID=$(cat "$D/run/exim.pid")
E
cat "$D/env"
