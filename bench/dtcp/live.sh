#!/usr/bin/env bash
# DTCP of a live run: ADDs a second, time from an answer to the first copy while traffic flows, 250 sessions at once.
#
# Usage: bench/dtcp/live.sh
# Environment: PPS (50000, offered to the tap), JMIRROR (program to measure)
#
# Three network namespaces, made and removed here: subscribers == tap (router) out == analyzer.
source "$(dirname "${BASH_SOURCE[0]}")/../side-by-side/common.sh"
demand ip=iproute2 python3=python3 ssh=openssh-client tcpreplay=tcpreplay pgrep=procps
demand_root
find_jmirror
pps=${PPS:-50000}
here=$root/bench/dtcp
subscribers=$near
router=$far
analyzer=${far}a
running=()

finish() {
  [ ${#running[@]} -eq 0 ] || kill "${running[@]}" 2>/dev/null || true
  wait
  ip netns delete "$analyzer" 2>/dev/null || true
  clean_up
}
trap finish EXIT
for name in "$subscribers" "$router" "$analyzer"; do ip netns add "$name"; done
ip -n "$router" link add tap type veth peer name wire netns "$subscribers"
ip -n "$router" link add out type veth peer name md netns "$analyzer"
for end in "$router tap" "$router out" "$router lo" "$subscribers wire" "$analyzer md"; do
  read -r room name <<<"$end"
  ip -n "$room" link set "$name" up
done
ip -n "$router" address add 192.0.2.1/24 dev out
ip -n "$analyzer" address add 192.0.2.100/24 dev md

ssh-keygen -q -t ed25519 -N '' -f "$work/key"
cat >"$work/run.yaml" <<YAML
router: { name: lab, source-address: 192.0.2.1 }
capture: { interfaces: [ { name: tap, side: access } ] }
analyzers: { md1: { address: 192.0.2.100 } }
api: { socket: $work/api.sock }
dtcp:
  listen: 127.0.0.1
  host-keys: $work/host-keys
  connection-limit: 250
  rate-limit: 250
  criteria-limit: 20000
  users: { li-user: { authorized-keys: "$(cat "$work/key.pub")" } }
YAML
options=(-F /dev/null -i "$work/key" -o StrictHostKeyChecking=no -o "UserKnownHostsFile=$work/known" -o LogLevel=ERROR)

# A new one for each measurement: the rate limit of connections begins again.
start_run() {
  : >"$work/log"
  ip netns exec "$router" "$JMIRROR" run --config "$work/run.yaml" >"$work/summary" 2>>"$work/log" &
  run=$!
  running+=("$run")
  timeout 30 bash -c "until grep -q 'is mirroring' '$work/log'; do sleep 0.1; done"
  front=$(pgrep -P "$run" -f 'dtcp front')
}

end_run() {
  kill -TERM "$run"
  wait "$run" || true
  running=()
}

describe_machine
start_run
ip netns exec "$router" python3 "$here/adds.py" li-user 127.0.0.1 32001 "${options[@]}"
end_run

start_run
ip netns exec "$subscribers" tcpreplay -q -i wire --loop 0 --pps "$pps" -K \
  "$root/tests/captures/dev-pppoe-qinq-pap.pcap" >/dev/null 2>&1 &
traffic=$!
running+=("$traffic")
sleep 1
echo "beside $pps frames a second:"
ip netns exec "$analyzer" python3 "$here/first_copy.py" "$router" li-user 32001 tap "${options[@]}"
kill "$traffic"
wait "$traffic" || true
end_run

start_run
ip netns exec "$router" python3 "$here/sessions.py" 250 "$run" "$front" li-user 32001 "${options[@]}"
end_run
