#!/usr/bin/env bash
# How soon the data plane of a live run shows a mirror that the control API has added or deleted, with few and with many
# mirrors present.
#
# Usage: bench/side-by-side/churn.sh [PRESENT ...]     other mirrors, default 1000 100000 1000000
# Environment: CHANGES (200), PPS of the traffic (20000), JMIRROR (program to measure)
#
# Three network namespaces, made and removed here. The time of an addition is from the API's answer to the first copy
# (traffic of one packet in 50 µs sets the scale; below 0 when the copy came first), that of a deletion to the last copy.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand ip=iproute2 python3=python3
demand_root
find_jmirror
subscribers=$near
router=$far
analyzer=${far}a
trap 'ip netns delete "$analyzer" 2>/dev/null || true; clean_up' EXIT
for name in "$subscribers" "$router" "$analyzer"; do ip netns add "$name"; done
ip -n "$router" link add tap type veth peer name wire netns "$subscribers"
ip -n "$router" link add out type veth peer name md netns "$analyzer"
for end in "$router tap" "$router out" "$subscribers wire" "$analyzer md"; do
  read -r room name <<<"$end"
  ip -n "$room" link set "$name" addrgenmode none
  ip -n "$room" link set "$name" up
done
ip -n "$router" address add 10.9.0.1/24 dev out
ip -n "$analyzer" address add 10.9.0.2/24 dev md
python3 "$side/frames.py" plain 110 1000 1 "$work/subscriber.pcap"
cat >"$work/run.yaml" <<YAML
router: { series: mx, source-address: 10.9.0.1 }
capture: { interfaces: [ { name: tap, side: access } ] }
api: { socket: $work/api.sock }
analyzers: { md: { address: 10.9.0.2, port: 30030 } }
YAML

measure() {
  ip netns exec "$router" "$JMIRROR" run --config "$work/run.yaml" >"$work/summary" 2>"$work/run.log" &
  local run=$!
  for _ in $(seq 100); do grep -q mirroring "$work/run.log" && break; sleep 0.1; done
  ip netns exec "$subscribers" "$JMIRROR" replay "$work/subscriber.pcap" --series e --no-header --via port:wire \
    --static-arp 02:00:00:00:00:01 --analyzer 192.0.2.9 --source 192.0.2.8 --loop 0 --pps "${PPS:-20000}" \
    >/dev/null 2>&1 &
  local sender=$!
  ip netns exec "$analyzer" python3 "$side/churn.py" "$work/api.sock" md "$1" "${CHANGES:-200}" || true
  kill -TERM "$sender" "$run"
  wait "$sender" "$run" || true
}

describe_machine
echo
echo "| mirrors present | added: median ms | 95 % | longest | deleted: median ms | 95 % | longest |"
echo "|---|---|---|---|---|---|---|"
present=("$@")
[ $# -gt 0 ] || present=(1000 100000 1000000)
for count in "${present[@]}"; do measure "$count"; done
