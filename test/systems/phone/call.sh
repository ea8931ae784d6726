#!/bin/bash
# call.sh DIR FROM EXTEN [options]   one real SIP call FROM -> Asterisk EXTEN, with sipp as the caller and (unless --no-agent) as an agent's phone
#   --cancel MS: the caller gives up MS after it heard the first ringing (extensions 1001, 1002, 300)
#   --agent 1|2 (default 1)  --ring MS (800)  --talk MS (1500)  --answer ok|busy|never (ok)  --also 2: that agent's phone takes a call as well  --name "Caller Name"  --no-agent
# The caller hangs up after TALK ms of the answered call; exit status 0 when the caller's side went as expected.
set -u
D=$(cd "$1" && pwd -P); FROM=$2; EXT=$3; shift 3; . "$D/env"
AGENT=1 RING=800 TALK=1500 ANS=ok NAME=$FROM NOAGENT= CANCEL= ALSO=
while [ $# -gt 0 ]; do case $1 in --agent) AGENT=$2; shift;; --ring) RING=$2; shift;; --talk) TALK=$2; shift;; --answer) ANS=$2; shift;; --name) NAME=$2; shift;; --cancel) CANCEL=$2; shift;; --no-agent) NOAGENT=1;; --also) ALSO=$2; shift;; esac; shift; done
[ -n "$CANCEL" ] && ANS=never   # the agent only rings
W=$(mktemp -d "$D/call.XXXXXX")
SDP='v=0
o=u 1 1 IN IP4 127.0.0.1
s=-
c=IN IP4 127.0.0.1
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000'
resp() { cat <<E
<send><![CDATA[
SIP/2.0 $1
[last_Via:]
[last_From:]
[last_To:];tag=[pid]SIPpTag[call_number]
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:agent@127.0.0.1:[local_port]>
$([ "${2:-}" = sdp ] && printf 'Content-Type: application/sdp\nContent-Length: [len]\n\n%s' "$SDP" || echo 'Content-Length: 0')

]]></send>
E
}
ok200() { echo '<send><![CDATA['; printf 'SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n\n'; echo ']]></send>'; }
{ echo '<?xml version="1.0" encoding="ISO-8859-1"?><scenario name="agent"><recv request="INVITE" crlf="true"/>'; resp '180 Ringing'; echo "<pause milliseconds=\"$RING\"/>"
  case $ANS in
    ok) resp '200 OK' sdp; echo '<recv request="ACK"/><recv request="BYE"/>'; ok200;;
    busy) resp '486 Busy Here'; echo '<recv request="ACK"/>';;
    never) echo '<recv request="CANCEL"/>'; ok200; resp '487 Request Terminated'; echo '<recv request="ACK"/>';;
  esac; echo '</scenario>'; } > "$W/uas.xml"
cat > "$W/uac.xml" <<E
<?xml version="1.0" encoding="ISO-8859-1"?><scenario name="caller">
<send retrans="500"><![CDATA[
INVITE sip:$EXT@[remote_ip]:[remote_port] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: "$NAME" <sip:$FROM@[local_ip]:[local_port]>;tag=[pid]c[call_number]
To: <sip:$EXT@[remote_ip]>
Call-ID: [call_id]
CSeq: 1 INVITE
Contact: <sip:$FROM@[local_ip]:[local_port]>
Max-Forwards: 70
Content-Type: application/sdp
Content-Length: [len]

$SDP

]]></send>
<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>
<recv response="486" optional="true" next="9"/><recv response="503" optional="true" next="9"/><recv response="603" optional="true" next="9"/><recv response="404" optional="true" next="9"/><recv response="480" optional="true" next="9"/><recv response="487" optional="true" next="9"/><recv response="500" optional="true" next="9"/>
<recv response="200" rrs="true"/>
<send><![CDATA[
ACK [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: "$NAME" <sip:$FROM@[local_ip]:[local_port]>;tag=[pid]c[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Content-Length: 0

]]></send>
<pause milliseconds="$TALK"/>
<send retrans="500"><![CDATA[
BYE [next_url] SIP/2.0
Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
From: "$NAME" <sip:$FROM@[local_ip]:[local_port]>;tag=[pid]c[call_number]
[last_To:]
Call-ID: [call_id]
CSeq: 2 BYE
Content-Length: 0

]]></send>
<recv response="200"/>
<nop next="10"/>
<label id="9"/>
<send><![CDATA[
ACK sip:$EXT@[remote_ip]:[remote_port] SIP/2.0
[last_Via:]
[last_From:]
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Content-Length: 0

]]></send>
<label id="10"/>
</scenario>
E
sed -i 's/<recv \(request\|response\)="\([^"]*\)"/<recv \1="\2" timeout="30000"/; /<recv response="\(100\|180\|183\|486\)/s/ timeout="30000"//g; /optional="true"/s/ timeout="30000"//g' "$W/uac.xml"
if [ -n "$CANCEL" ]; then
head='SIP/2.0
[last_Via:]
[last_From:]'
cat > "$W/tail.xml" <<E
<recv response="100" optional="true"/><recv response="180"/><pause milliseconds="$CANCEL"/>
<send retrans="500"><![CDATA[
CANCEL sip:$EXT@[remote_ip]:[remote_port] $head
To: <sip:$EXT@[remote_ip]>
Call-ID: [call_id]
CSeq: 1 CANCEL
Content-Length: 0

]]></send>
<recv response="200"/><recv response="487"/>
<send><![CDATA[
ACK sip:$EXT@[remote_ip]:[remote_port] $head
[last_To:]
Call-ID: [call_id]
CSeq: 1 ACK
Content-Length: 0

]]></send>
</scenario>
E
sed -i '/<recv response="100"/,$d' "$W/uac.xml"; cat "$W/tail.xml" >> "$W/uac.xml"
fi
cd "$W"; PORTVAR=AGENT${AGENT}_PORT; UP=
if [ -z "$NOAGENT" ]; then sipp -sf uas.xml -i 127.0.0.1 -p ${!PORTVAR} -mp $((40000 + RANDOM % 9000 * 2)) -m 1 -timeout 40s -nostdin -trace_err >uas.out 2>&1 & UP=$!; sleep 0.2; fi
UP2=; if [ -n "$ALSO" ]; then PORTVAR=AGENT${ALSO}_PORT; sipp -sf uas.xml -i 127.0.0.1 -p ${!PORTVAR} -mp $((40000 + RANDOM % 9000 * 2)) -m 1 -timeout 40s -nostdin >uas2.out 2>&1 & UP2=$!; sleep 0.2; fi
sipp -sf uac.xml -i 127.0.0.1 -mp $((40000 + RANDOM % 9000 * 2)) -m 1 -timeout 40s -nostdin -trace_err -trace_msg $SIP_HOST:$SIP_PORT >uac.out 2>&1; RC=$?
if [ -n "$UP" ]; then for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 $UP 2>/dev/null || break; sleep 0.2; done; kill $UP 2>/dev/null; wait $UP 2>/dev/null; fi
if [ -n "$UP2" ]; then kill $UP2 2>/dev/null; wait $UP2 2>/dev/null; fi
exit $RC
