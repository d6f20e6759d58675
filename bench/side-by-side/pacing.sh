#!/usr/bin/env bash
# How exactly rates are kept: 1, 1.5, 1 000, 100 000 and 500 000 copies per second over at least five seconds, with
# loops over a preloaded capture, through a veth cable. Wanted and achieved are the program's own summary; the count is
# checked against the sending interface.
#
# Usage: bench/side-by-side/pacing.sh     Environment: ROUNDS (3), JMIRROR
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand ip=iproute2 python3=python3
demand_root
find_jmirror
make_cable
python3 "$side/frames.py" subscriber 110 1000 "$work/subscriber.pcap"
describe_machine
echo
echo "| engine | wanted pps | copies | achieved pps | error % | most late µs | gaps p50 / p99.9 µs | on the interface |"
echo "|---|---|---|---|---|---|---|---|"

sent() { ip netns exec "$near" cat /sys/class/net/near/statistics/tx_packets; }

measure() {
  local before after
  before=$(sent)
  ip netns exec "$near" "$JMIRROR" replay "$work/subscriber.pcap" --series e --via port:near \
    --static-arp 02:00:00:00:00:09 --source 192.0.2.1 --analyzer 198.51.100.9:6502 --engine "$1" \
    --loop 0 --pps "$2" --limit "$3" --json >"$work/summary" 2>/dev/null
  after=$(sent)
  python3 - "$1" "$2" "$((after - before))" "$work/summary" <<'PY'
import json, sys
engine, wanted, counted, path = sys.argv[1:]
summary = json.load(open(path))
rate, sent, gaps = summary["rate"], summary["packets"]["sent"], summary["rate"]["gapNanoseconds"]
agrees = "same" if int(counted) == sent else f"{counted} (!)"
print(f"| {engine} | {wanted} | {sent} | {rate['achievedPps']:.4f} | {rate['errorPercent']:+.4f} "
      f"| {rate['maxLatenessNanoseconds'] / 1e3:.0f} | {gaps['p50'] / 1e3:.1f} / {gaps['p99.9'] / 1e3:.1f} | {agrees} |")
PY
}

for _ in $(seq "${ROUNDS:-3}"); do
  measure packet 1 6
  measure packet 1.5 9
  measure packet 1000 5001
  measure packet 100k 500001
  measure packet 500k 2500001
  measure xdp 500k 2500001
done
