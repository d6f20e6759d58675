#!/usr/bin/env bash
# How fast copies leave, side by side: jmirror (encapsulating on the fly from a subscriber capture in memory) against
# tcpreplay (preloaded frames), trafgen (one static frame) and plain C loops of the same system calls.
#
# Usage: bench/side-by-side/senders.sh [LENGTH ...]     frame lengths on the cable, default 110 1400
# Environment: ROUNDS (5), SECONDS_EACH (3), JMIRROR (program to measure)
#
# Two network namespaces and a veth cable, made and removed here. All senders address the same station that does not
# exist, so the far end drops early; raw and its C loop send to the far end itself, because the kernel sends nothing to
# a neighbour that it does not know. Rates are what the sending interface counted in the middle of each run: start-up
# is left out for everybody. Senders take turns, and each figure is the median of all rounds. "Per core" is packets per
# second of processor time that the sender was given: on a machine with other work it says more than the rate.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$side/sending.sh"
demand ip=iproute2 ethtool=ethtool gcc=gcc python3=python3 tcpreplay=tcpreplay trafgen=netsniff-ng
demand_root
find_jmirror
rounds=${ROUNDS:-5}
window=${SECONDS_EACH:-3}
lengths=("${@:-110}")
[ $# -gt 0 ] || lengths=(110 1400)

for loop in packet raw xdp; do
  gcc -O2 -o "$work/${loop}_loop" "$side/c/${loop}_loop.c"
done
make_cable

cat >"$work/mirrors.yaml" <<YAML
router: { series: mx, source-address: 192.0.2.1 }
analyzers: { md: { address: 198.51.100.9, port: 6502, via: routed } }
mirrors:
$(for n in $(seq 8); do echo "  - { trigger: { ipv4: 10.0.0.$n }, analyzer: md, mirror-id: $n, session-id: 1 }"; done)
YAML

jmirror() {
  echo "$JMIRROR replay $work/subscriber.pcap --loop 0 --top-speed $*"
}
one_mirror="--source 192.0.2.1 --analyzer"
declare -A command_of=(
  [tcpreplay]="tcpreplay --quiet --intf1=near --topspeed --preload-pcap --loop=0 $work/mirrored.pcap"
  [trafgen]="trafgen --dev near --conf $work/trafgen.cfg --cpus 1 --no-cpu-stats"
  [c-packet]="$work/packet_loop near $work/frame"
  [c-xdp]="$work/xdp_loop near $work/frame"
  [c-raw]="$work/raw_loop 203.0.113.9 $work/frame"
  [packet]="$(jmirror $one_mirror 198.51.100.9:6502 --engine packet)"
  [xdp]="$(jmirror $one_mirror 198.51.100.9:6502 --engine xdp)"
  [raw]="$(jmirror $one_mirror 203.0.113.9:6502 --engine raw)"
  [packet-1-thread]="$(jmirror --config "$work/mirrors.yaml" --engine packet)"
  [packet-2-threads]="$(jmirror --config "$work/mirrors.yaml" --engine packet --threads 2)"
  [xdp-1-thread]="$(jmirror --config "$work/mirrors.yaml" --engine xdp)"
  [xdp-2-threads]="$(jmirror --config "$work/mirrors.yaml" --engine xdp --threads 2)"
)
senders=(tcpreplay trafgen c-packet packet c-xdp xdp c-raw raw packet-1-thread packet-2-threads xdp-1-thread xdp-2-threads)

for length in "${lengths[@]}"; do
  python3 "$side/frames.py" subscriber "$length" 1000 "$work/subscriber.pcap"
  python3 "$side/frames.py" mirrored "$length" 1000 "$work/mirrored.pcap"
  python3 "$side/frames.py" static "$length" "$work/frame"
  python3 "$side/frames.py" trafgen "$length" "$work/trafgen.cfg"
  for round in $(seq "$rounds"); do
    for sender in "${senders[@]}"; do
      echo "senders.sh: $length B, round $round of $rounds: $sender" >&2
      measure "$sender" "$length"
    done
  done
done

describe_machine
echo
echo "| frame, bytes | sender | against | aim | Mpps | its Mpps | ratio | Mpps per core | its | ratio |"
echo "|---|---|---|---|---|---|---|---|---|---|"
for length in "${lengths[@]}"; do
  row "$length" xdp trafgen 1.4
  row "$length" xdp tcpreplay 1.7
  row "$length" xdp c-xdp 0.9
  row "$length" packet trafgen 1.0
  row "$length" packet tcpreplay ""
  row "$length" packet c-packet ""
  row "$length" raw c-raw 0.9
  row "$length" packet-2-threads packet-1-thread 1.5
  row "$length" xdp-2-threads xdp-1-thread 1.5
done
