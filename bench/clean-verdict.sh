#!/usr/bin/env bash
# The proof that a faultless path gets a faultless verdict at speed: replay with a ledger at one end of a veth cable,
# receive with that ledger at the other, both at once on this machine.
#
# Usage: bench/clean-verdict.sh [PPS [SECONDS [LENGTH]]]     default 500000 10 110 (bytes of a frame on the cable)
# Environment: RUNS (3), ENGINE of the sender (xdp), RECEIVER_ENGINE (receive's default), JMIRROR (program to measure)
#
# 65 536 different packets of 8 subscribers in turn, one mirror. Passed means: the verdict is clean (every copy arrived
# once, whole, in order, on its stream, and nothing else did), nothing was dropped by this machine, and the sender kept
# the rate to 0.5 %. The exit code is 0 when all runs passed.
source "$(dirname "${BASH_SOURCE[0]}")/side-by-side/common.sh"
demand ip=iproute2 ethtool=ethtool python3=python3
demand_root
find_jmirror
pps=${1:-500000} seconds=${2:-10} length=${3:-110}
make_cable
python3 "$side/frames.py" subscriber "$length" 65536 "$work/subscriber.pcap"
TIMEFORMAT='%U %S'

wait_for_receiver() {
  local tries
  for tries in $(seq 100); do
    grep -q '^receiving from' "$work/receive.log" && return
    sleep 0.1
  done
  echo "clean-verdict.sh: the receiver did not start: $(tail -3 "$work/receive.log")" >&2
  exit 3
}

run() {
  rm -f "$work/run.ledger"
  : >"$work/receive.log"
  # shellcheck disable=SC2086 # an option and its value
  { time ip netns exec "$far" "$JMIRROR" receive --interface far ${RECEIVER_ENGINE:+--engine "$RECEIVER_ENGINE"} \
      --port 30030 --expect "$work/run.ledger" --nothing-else --byte-exact --idle 2s --json \
      >"$work/received.json" 2>"$work/receive.log"; } 2>"$work/receive.time" &
  local receiver=$!
  wait_for_receiver
  { time ip netns exec "$near" "$JMIRROR" replay "$work/subscriber.pcap" --loop 0 --pps "$pps" --duration "${seconds}s" \
      --analyzer 198.51.100.9:30030 --source 10.9.0.1:30030 --engine "${ENGINE:-xdp}" --ledger "$work/run.ledger" --json \
      >"$work/sent.json" 2>"$work/send.log"; } 2>"$work/send.time" || tail -3 "$work/send.log" >&2
  wait "$receiver" || true
  python3 - "$work" "$pps" <<'PY'
import json, sys
folder, wanted = sys.argv[1], float(sys.argv[2])
sent, received = (json.load(open(f"{folder}/{name}.json")) for name in ("sent", "received"))
compared, rate = received["comparison"], sent["rate"]["achievedPps"]
faults = {name: compared[name] for name in ("lost", "reordered", "duplicates", "corrupted", "truncated", "misdirected", "foreign")}
faults["dropped here"] = received["kernel"]["dropped"]
clean = received["verdict"]["passed"] and not received["problems"] and not any(faults.values())
kept = abs(rate / wanted - 1) <= 0.005
seconds = {name: sum(map(float, open(f"{folder}/{name}.time").read().split()[-2:])) for name in ("send", "receive")}
latency = compared["latencyNanoseconds"]
print(f"| {sent['packets']['sent']} | {rate:.0f} | {compared['received']} "
      f"| {', '.join(f'{count} {name}' for name, count in faults.items() if count) or 'none'} "
      f"| {latency['p50'] / 1e3:.0f} / {latency['p99'] / 1e3:.0f} µs | {seconds['send']:.1f} / {seconds['receive']:.1f} s "
      f"| {'clean' if clean else 'NOT CLEAN'}{'' if kept else ', too slow'} |")
sys.exit(0 if clean and kept else 1)
PY
}

describe_machine
echo
echo "| sent | pps | received | faults | latency p50 / p99 | processor time, sender / receiver | verdict |"
echo "|---|---|---|---|---|---|---|"
passed=0
for _ in $(seq "${RUNS:-3}"); do
  run && passed=$((passed + 1))
done
echo
echo "$passed of ${RUNS:-3} runs passed: $pps pps for $seconds s"
[ "$passed" = "${RUNS:-3}" ]
