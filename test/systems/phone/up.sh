#!/bin/bash
# A private, real Asterisk 22 (from Debian's sid packages, unpacked, not installed) on loopback, with AMI, ARI, a queue and two SIP agents.
#   up.sh DIR     prints KEY=value lines. Place calls with call.sh. Stop with down.sh DIR.
# Needs: apt (Debian), package sip-tester for call.sh. The unpacked tree (about 200 MB, 66 MB download) is kept in $PHONE_ROOT
# (default /var/tmp/sagadesk-asterisk-root) and reused. Optional env: SIP_PORT AMI_PORT HTTP_PORT AGENT1_PORT AGENT2_PORT WEBHOOK_URL
set -euo pipefail
[ $# -ge 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"; D=$(cd "$1" && pwd -P); if [ -e "$D/env" ] && grep -qaF -- "$D/etc/asterisk.conf" "/proc/$(sed -n 's/^ASTERISK_PID=//p' "$D/env")/cmdline" 2>/dev/null; then cat "$D/env"; exit 0; fi
R=${PHONE_ROOT:-/var/tmp/sagadesk-asterisk-root}
if [ ! -x "$R/usr/sbin/asterisk" ]; then
  T=$(mktemp -d); mkdir -p "$T"/{lists/partial,cache/archives/partial,debs,root}; : > "$T/status"
  mirror=$({ cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources /etc/apt/sources.list.d/*.list 2>/dev/null || true; } |
    grep -oE '^(URIs:|deb )[^#]*' | grep -oE 'https?://[^ ]+/debian/?$|https?://[^ ]+/debian/? ' | head -1 | tr -d ' ') # this machine's own mirror
  [ -n "$mirror" ] || { echo "no Debian mirror in this machine's apt sources" >&2; exit 3; }
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" > "$T/s.list"
  O="-qq -o Dir::Etc::SourceList=$T/s.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=$T/lists -o Dir::Cache=$T/cache -o Dir::State::status=$T/status -o APT::Install-Recommends=false -o Debug::NoLocking=1 -o APT::Sandbox::User=root"
  apt-get $O update >&2
  SKIP='gnupg|gpg|pinentry|perl-modules|perl-base|pci.ids|tzdata|adduser|debconf|passwd|login.defs|asterisk-core-sounds|base-passwd|readline-common|dirmngr|libsnmp-base|libsensors-config|libpam-modules|gcc-16-base'
  P=$(apt-get $O --print-uris -y install asterisk 2>/dev/null | grep "^'" | awk '{print $2}' | sed 's/_.*//' | grep -vE "^($SKIP)")
  (cd "$T/debs" && apt-get $O download $P >&2 && for d in *.deb; do dpkg -x "$d" "$T/root"; done)
  [ -e "$R" ] && { echo "$R exists but holds no asterisk" >&2; exit 3; }
  mv "$T/root" "$R"; rm -rf "$T"
fi
if ! command -v sipp >/dev/null; then
  get() { DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=900 sip-tester >&2; }
  get || { apt-get update -q >&2 || true; get; } || { echo "sip-tester cannot be installed: calls need its sipp" >&2; exit 3; }
fi
L=$R/usr/lib/x86_64-linux-gnu
[ -f "$D/ports" ] && . "$D/ports"   # run again: same ports
free() { local p; while :; do p=$((20000 + RANDOM % 12000)); (exec 3<>/dev/tcp/127.0.0.1/$p) 2>/dev/null || { echo $p; return; }; done; }
SIP_PORT=${SIP_PORT:-$(free)}; AMI_PORT=${AMI_PORT:-$(free)}; HTTP_PORT=${HTTP_PORT:-$(free)}; AGENT1_PORT=${AGENT1_PORT:-$(free)}; AGENT2_PORT=${AGENT2_PORT:-$(free)}
printf '%s\n' SIP_PORT=$SIP_PORT AMI_PORT=$AMI_PORT HTTP_PORT=$HTTP_PORT AGENT1_PORT=$AGENT1_PORT AGENT2_PORT=$AGENT2_PORT > "$D/ports"
mkdir -p "$D"/{etc,run,log,spool,db,keys,agi}
cat > "$D/etc/asterisk.conf" <<E
[directories]
astetcdir => $D/etc
astmoddir => $L/asterisk/modules
astvarlibdir => $D/db
astdbdir => $D/db
astkeydir => $D/keys
astdatadir => $R/usr/share/asterisk
astagidir => $D/agi
astspooldir => $D/spool
astrundir => $D/run
astlogdir => $D/log
[options]
verbose = 3
hideconnect = yes
E
cat > "$D/etc/modules.conf" <<'E'
[modules]
autoload = no
load = res_timing_timerfd.so
load = res_sorcery_config.so
load = res_sorcery_memory.so
load = res_sorcery_astdb.so
load = res_pjproject.so
load = res_pjsip.so
load = res_pjsip_session.so
load = res_pjsip_pubsub.so
load = res_pjsip_sdp_rtp.so
load = res_pjsip_caller_id.so
load = res_pjsip_endpoint_identifier_ip.so
load = res_pjsip_endpoint_identifier_user.so
load = res_pjsip_registrar.so
load = res_pjsip_authenticator_digest.so
load = res_pjsip_diversion.so
load = res_pjsip_refer.so
load = res_rtp_asterisk.so
load = chan_pjsip.so
load = bridge_simple.so
load = bridge_native_rtp.so
load = bridge_builtin_features.so
load = bridge_holding.so
load = codec_ulaw.so
load = codec_alaw.so
load = format_pcm.so
load = pbx_config.so
load = app_dial.so
load = app_queue.so
load = app_playback.so
load = app_verbose.so
load = app_stack.so
load = app_userevent.so
load = app_stasis.so
load = func_callerid.so
load = func_channel.so
load = func_logic.so
load = func_strings.so
load = func_uri.so
load = func_cdr.so
load = res_curl.so
load = func_curl.so
load = res_musiconhold.so
load = res_http_websocket.so
load = res_websocket_client.so
load = res_stasis.so
load = res_stasis_answer.so
load = res_stasis_playback.so
load = res_stasis_recording.so
load = res_stasis_snoop.so
load = res_ari_model.so
load = res_ari.so
load = res_ari_applications.so
load = res_ari_asterisk.so
load = res_ari_bridges.so
load = res_ari_channels.so
load = res_ari_endpoints.so
load = res_ari_events.so
E
cat > "$D/etc/logger.conf" <<E
[logfiles]
messages => notice,warning,error
E
cat > "$D/etc/http.conf" <<E
[general]
enabled = yes
bindaddr = 127.0.0.1
bindport = $HTTP_PORT
E
cat > "$D/etc/ari.conf" <<E
[general]
enabled = yes
[helpdesk]
type = user
read_only = no
password = secret
password_format = plain
E
cat > "$D/etc/manager.conf" <<E
[general]
enabled = yes
bindaddr = 127.0.0.1
port = $AMI_PORT
timestampevents = yes
[helpdesk]
secret = secret
read = call,agent,cdr,user,reporting
write = call,originate,reporting,agent
E
cat > "$D/etc/rtp.conf" <<E
[general]
rtpstart = 32000
rtpend = 39999
E
: > "$D/etc/cdr.conf"; : > "$D/etc/cel.conf"; : > "$D/etc/features.conf"; : > "$D/etc/musiconhold.conf"
cat > "$D/etc/pjsip.conf" <<E
[udp]
type = transport
protocol = udp
bind = 127.0.0.1:$SIP_PORT
[trunk]
type = endpoint
context = inbound
disallow = all
allow = alaw,ulaw
direct_media = no
[trunk]
type = identify
endpoint = trunk
match = 127.0.0.1
[agent1]
type = endpoint
context = inbound
disallow = all
allow = alaw,ulaw
direct_media = no
aors = agent1
callerid = Agent One <1001>
[agent1]
type = aor
contact = sip:1001@127.0.0.1:$AGENT1_PORT
qualify_frequency = 0
[agent2]
type = endpoint
context = inbound
disallow = all
allow = alaw,ulaw
direct_media = no
aors = agent2
callerid = Agent Two <1002>
[agent2]
type = aor
contact = sip:1002@127.0.0.1:$AGENT2_PORT
qualify_frequency = 0
E
cat > "$D/etc/queues.conf" <<E
[general]
persistentmembers = no
[support]
strategy = rrmemory
timeout = 5
retry = 1
ringinuse = no
member => PJSIP/agent1,0,Agent One
member => PJSIP/agent2,1,Agent Two
E
HOOK=${WEBHOOK_URL:-}
cat > "$D/etc/extensions.conf" <<E
[globals]
HOOK=$HOOK
[inbound]
; 100 queue; 1001/1002 direct to an agent; 200 handed to the ARI application "helpdesk"; 300 as 1001, but the PBX posts to HOOK itself
exten => 100,1,Queue(support,,,,20)
 same => n,Hangup()
exten => _100X,1,Dial(PJSIP/agent\${EXTEN:3},8)
 same => n,Hangup()
exten => 200,1,Stasis(helpdesk,\${EXTEN})
 same => n,Hangup()
exten => 300,1,Set(CURLOPT(httptimeout)=2)
 same => n,Set(CHANNEL(hangup_handler_push)=hook,hangup,1)
 same => n,NoOp(\${CURL(\${HOOK},event=ringing&id=\${UNIQUEID}&from=\${URIENCODE(\${CALLERID(num)})}&to=\${EXTEN})})
 same => n,Dial(PJSIP/agent1,20,U(answered))
 same => n,Hangup()
[answered]
exten => s,1,NoOp(\${CURL(\${HOOK},event=answer&id=\${CHANNEL(linkedid)}&from=\${URIENCODE(\${CONNECTEDLINE(num)})}&agent=\${URIENCODE(\${CALLERID(num)})})})
 same => n,Return()
[hook]
exten => hangup,1,NoOp(\${CURL(\${HOOK},event=hangup&id=\${UNIQUEID}&status=\${DIALSTATUS}&cause=\${HANGUPCAUSE})})
 same => n,Return()
E
# the dynamic loader of the unpacked tree runs its own programs: nothing of it touches the system's libraries
cat > "$D/asterisk" <<E
#!/bin/sh
exec env OPENSSL_MODULES=$L/ossl-modules "$L/ld-linux-x86-64.so.2" --library-path "$L:$L/asterisk" "$R/usr/sbin/asterisk" -C "$D/etc/asterisk.conf" "\$@"
E
chmod +x "$D/asterisk"
# agents: sipp answering calls (ring RING ms, then answer; TALK is decided by the caller's BYE)
cat > "$D/env" <<E
PHONE_DIR='$D'
PHONE_ROOT='$R'
SIP_HOST=127.0.0.1
SIP_PORT=$SIP_PORT
AMI_HOST=127.0.0.1
AMI_PORT=$AMI_PORT
AMI_USER=helpdesk
AMI_SECRET=secret
ARI_URL=http://127.0.0.1:$HTTP_PORT/ari
ARI_WS=ws://127.0.0.1:$HTTP_PORT/ari/events
ARI_USER=helpdesk
ARI_PASSWORD=secret
ARI_APP=helpdesk
QUEUE_EXTEN=100
AGENT1_EXTEN=1001
AGENT1_PORT=$AGENT1_PORT
AGENT2_EXTEN=1002
AGENT2_PORT=$AGENT2_PORT
ARI_EXTEN=200
WEBHOOK_EXTEN=300
PBX_CLI='$D/asterisk -rx'
E
setsid "$D/asterisk" -f -n </dev/null >"$D/log/console" 2>&1 &
echo "ASTERISK_PID=$!" >> "$D/env"; PID=$!
for i in $(seq 300); do
  "$D/asterisk" -rx 'core waitfullybooted' >/dev/null 2>&1 && break
  [ -d /proc/$PID ] || { echo "asterisk died:" >&2; tail -20 "$D/log/console" "$D/log/messages" >&2 || true; rm -f "$D/env"; exit 6; }
  sleep 0.05
done
cat "$D/env"
