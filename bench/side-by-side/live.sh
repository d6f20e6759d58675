#!/usr/bin/env bash
# What a live mirror carries without loss, side by side: jmirror run (packet to packet, xdp to xdp, pcap to raw) against
# the kernel's own mirror into a VXLAN device (tc mirred) and daemonlogger, which copies frames unchanged.
#
# Usage: bench/side-by-side/live.sh [KPPS ...]       offered rates in thousands of frames a second, default 500 700 900 1100
# Environment: ROUNDS (3), SECONDS_EACH (5), FRAME (110 bytes), MIRRORS (10000), JMIRROR (program to measure)
#
# Three network namespaces, made and removed here: subscribers ══ tap (router) out ══ analyzer. Plain subscriber frames
# of as many subscribers as there are mirrors are sent at an exact rate by jmirror replay --engine xdp. Every copy is
# addressed to a station that does not exist, so the analyzer's end drops it early. Counted are the frames that
# entered the tap and the frames that left by the way out: what is missing was lost. The kernel's mirror runs in the
# sender's own time and slows it down: what the sender reached is what that mirror carries. A time that grows with the
# length of a run means that the rate is above what is carried for good: the capture ring fills.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand ip=iproute2 tc=iproute2 python3=python3
demand_root
find_jmirror
rounds=${ROUNDS:-3}
seconds=${SECONDS_EACH:-5}
frame=${FRAME:-110}
mirrors=${MIRRORS:-10000}
rates=("$@")
[ $# -gt 0 ] || rates=(500 700 900 1100)
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
ip -n "$router" neighbour add 10.9.0.9 lladdr 02:00:00:00:00:09 nud permanent dev out
ip -n "$router" route add 198.51.100.0/24 via 10.9.0.9

python3 "$side/frames.py" plain "$frame" "$mirrors" "$mirrors" "$work/subscribers.pcap"
python3 - "$mirrors" >"$work/mirrors.txt" <<'PYTHON'
import sys
for n in range(int(sys.argv[1])):
    a = 0x0A000001 + n
    print(f"  - {{ trigger: {{ ipv4: {a >> 24}.{a >> 16 & 255}.{a >> 8 & 255}.{a & 255} }}, analyzer: md,"
          f" mirror-id: {n + 1}, session-id: 1 }}")
PYTHON
for engine in packet xdp pcap; do
  {
    echo "router: { series: mx, source-address: 192.0.2.1 }"
    echo "capture: { engine: $engine, interfaces: [ { name: tap, side: access } ] }"
    echo "api: { socket: $work/$engine.sock }"
    echo "analyzers: { md: { address: 198.51.100.9, port: 30030, via: routed } }"
    echo "mirrors:"
    cat "$work/mirrors.txt"
  } >"$work/$engine.yaml"
done

counter() { ip netns exec "$1" cat "/sys/class/net/$2/statistics/$3"; }

# Each contender starts copying and says so by returning; stop_copying ends it.
copier=
start_copying() {
  case $1 in
    mirred-vxlan)
      ip -n "$router" link add vx type vxlan id 7 remote 198.51.100.9 local 10.9.0.1 dstport 4789 dev out
      ip -n "$router" link set vx up
      ip netns exec "$router" tc qdisc add dev tap clsact
      ip netns exec "$router" tc filter add dev tap ingress protocol all u32 match u32 0 0 action mirred egress mirror dev vx
      ;;
    daemonlogger)
      ip netns exec "$router" daemonlogger -i tap -o out >"$work/out" 2>&1 &
      copier=$!
      sleep 1
      ;;
    *)
      local source=${1%-*} sink=${1#*-}
      ip netns exec "$router" "$JMIRROR" run --config "$work/$source.yaml" --engine "$sink" --json \
        >"$work/summary-$1" 2>"$work/out" &
      copier=$!
      for _ in $(seq 100); do grep -q mirroring "$work/out" && break; sleep 0.1; done
      ;;
  esac
}
stop_copying() {
  case $1 in
    mirred-vxlan)
      ip netns exec "$router" tc qdisc delete dev tap clsact
      ip -n "$router" link delete vx
      ;;
    *)
      kill -TERM "$copier"
      wait "$copier" || true
      ;;
  esac
}

# Offers one rate to one contender; appends offered and lost to files, and the residence time of ours.
measure() {
  local contender=$1 kpps=$2
  start_copying "$contender"
  local entered left
  entered=$(counter "$router" tap rx_packets) left=$(counter "$router" out tx_packets)
  ip netns exec "$subscribers" "$JMIRROR" replay "$work/subscribers.pcap" --series e --no-header --via port:wire \
    --static-arp 02:00:00:00:00:01 --analyzer 192.0.2.9 --source 192.0.2.8 --engine xdp --loop 0 \
    --pps "${kpps}000" --duration "${seconds}s" --json >"$work/sender" 2>"$work/sender.log"
  sleep 1
  stop_copying "$contender"
  entered=$(($(counter "$router" tap rx_packets) - entered)) left=$(($(counter "$router" out tx_packets) - left))
  python3 -c 'import json, sys; print(json.load(sys.stdin)["rate"]["achievedPps"] / 1000)' <"$work/sender" \
    >>"$work/offered-$kpps-$contender"
  awk -v entered="$entered" -v left="$left" 'BEGIN { print (entered > left ? 100 * (entered - left) / entered : 0) }' \
    >>"$work/lost-$kpps-$contender"
  if [ -s "$work/summary-$contender" ]; then
    python3 - "$work/summary-$contender" >>"$work/time-$kpps-$contender" <<'PYTHON'
import json, sys
times = json.load(open(sys.argv[1]))["latencyNanoseconds"]
print(f"{times['p50'] / 1000:.0f} {times['p99'] / 1000:.0f}")
PYTHON
  fi
}

contenders=(packet-packet xdp-xdp pcap-raw mirred-vxlan)
if command -v daemonlogger >/dev/null; then contenders+=(daemonlogger); fi

for round in $(seq "$rounds"); do
  for kpps in "${rates[@]}"; do
    for contender in "${contenders[@]}"; do
      echo "live.sh: round $round of $rounds, $kpps kpps: $contender" >&2
      measure "$contender" "$kpps"
    done
  done
done

describe_machine
echo
echo "$frame-byte frames, $mirrors mirrors; medians of $rounds rounds of $seconds s; time: capture to analyzer port"
echo
echo "| wanted kpps | mirror | offered kpps | lost % | p50 µs | p99 µs |"
echo "|---|---|---|---|---|---|"
for kpps in "${rates[@]}"; do
  for contender in "${contenders[@]}"; do
    p50='' p99=''
    if [ -s "$work/time-$kpps-$contender" ]; then
      cut -d' ' -f1 "$work/time-$kpps-$contender" >"$work/p50" && p50=$(median "$work/p50")
      cut -d' ' -f2 "$work/time-$kpps-$contender" >"$work/p99" && p99=$(median "$work/p99")
    fi
    printf '| %s | %s | %.0f | %.3f | %s | %s |\n' "$kpps" "$contender" "$(median "$work/offered-$kpps-$contender")" \
      "$(median "$work/lost-$kpps-$contender")" "$p50" "$p99"
  done
done
