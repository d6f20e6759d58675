#!/usr/bin/env bash
# How fast mirrored packets are received without loss, side by side: jmirror receive on a UDP socket and on an interface
# (each engine that it has) against tcpdump -w /dev/null and plain C loops of recvmmsg. jmirror reads every header and
# accounts for every stream; the others count.
#
# Usage: bench/side-by-side/receivers.sh [PPS ...]     offered rates, default 200000 400000 600000 800000 1000000
# Environment: ROUNDS (3), SECONDS_EACH (4), LENGTH of a frame on the cable (110), JMIRROR (program to measure)
#
# Two network namespaces and a veth cable. The load is jmirror's xdp sender. Where no offered rate is too much, the
# sender is the limit and "without loss" says only that; so the table also tells packets per second of processor time
# that the receiver was given, at the highest rate that all receivers of a kind took without loss, from the middle of
# the run. The kernel's part of receiving runs on the sender's core, for everybody alike.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand ip=iproute2 ethtool=ethtool gcc=gcc python3=python3 tcpdump=tcpdump
demand_root
find_jmirror
rounds=${ROUNDS:-3}
window=${SECONDS_EACH:-4}
rates=("$@")
[ $# -gt 0 ] || rates=(200000 400000 600000 800000 1000000)

gcc -O2 -o "$work/udp_receive_loop" "$side/c/udp_receive_loop.c"
make_cable
python3 "$side/frames.py" subscriber "${LENGTH:-110}" 65536 "$work/subscriber.pcap"

ours="$JMIRROR receive --json --port 30030 --interface far"
declare -A command_of=(
  [c-udp]="$work/udp_receive_loop 30030"
  [c-udp-told]="$work/udp_receive_loop 30030 told"
  [udp]="$JMIRROR receive --json --listen 10.9.0.2:30030"
  [tcpdump]="tcpdump -i far -B 65536 -s 262144 -w /dev/null udp port 30030"
  [ring]="$ours"
)
receivers=(c-udp c-udp-told udp tcpdump ring)
engines=$("$JMIRROR" receive --help | sed -n 's/.*--engine <\(.*\)>.*/\1/p' | tr '|' ' ')
for engine in $engines; do
  case $engine in xdp | pcap)
    command_of[$engine]="$ours --engine $engine"
    receivers+=("$engine")
    ;;
  esac
done

# Packets that the interface has sent, the time, and the processor time of a process group, both in nanoseconds.
sample() {
  ip netns exec "$near" bash -c 'echo "$(cat /sys/class/net/near/statistics/tx_packets) $(date +%s%N)"' | tr '\n' ' '
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
    awk -v group="$1" -v hertz="$(getconf CLK_TCK)" '$5 == group { t += $14 + $15 } END { print t / hertz * 1e9 }'
}

# How many packets a receiver says it got.
received() {
  case $1 in
    c-udp*) cat "$work/out" ;;
    tcpdump) sed -n 's/ packets captured$//p' "$work/log" ;;
    *) python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["packets"]["mirrored"])' "$work/out" ;;
  esac
}

# Offers one rate to one receiver and appends "receiver rate offered lost per-core" to the results.
measure() {
  local receiver=$1 rate=$2
  set -m
  # shellcheck disable=SC2086 # words of a command
  ip netns exec "$far" ${command_of[$receiver]} >"$work/out" 2>"$work/log" &
  local group=$!
  set +m
  local tries
  for tries in $(seq 100); do
    grep -qE '^receiving from|listening on' "$work/log" && break
    sleep 0.1
  done
  # Those on the interface need nobody to take the packet from them: it is for a station that is not there.
  local analyzer=198.51.100.9
  case $receiver in *udp*) analyzer=10.9.0.2 ;; esac
  ip netns exec "$near" "$JMIRROR" replay "$work/subscriber.pcap" --loop 0 --pps "$rate" --duration "$((window + 2))s" \
    --analyzer "$analyzer:30030" --source 10.9.0.1:30030 --engine xdp --json >"$work/sent.json" 2>"$work/send.log" &
  local sender=$! before after
  sleep 1.5
  before=$(sample "$group")
  sleep "$window"
  after=$(sample "$group")
  wait "$sender" || tail -3 "$work/send.log" >&2
  # tcpdump gets a block that is not full after a second only.
  sleep 1.5
  kill -INT -- "-$group"
  wait "$group" || true
  python3 - "$receiver" "$rate" "$work/sent.json" "$(received "$receiver")" $before $after >>"$work/results" <<'PY'
import json, sys
receiver, rate, path, received, *samples = sys.argv[1:]
sent, (p0, t0, c0, p1, t1, c1) = json.load(open(path)), map(float, samples)
print(receiver, rate, (p1 - p0) / (t1 - t0) * 1e9, sent["packets"]["sent"] - int(received), (p1 - p0) / max(c1 - c0, 1) * 1e9)
PY
}

for round in $(seq "$rounds"); do
  for rate in "${rates[@]}"; do
    for receiver in "${receivers[@]}"; do
      echo "receivers.sh: round $round of $rounds: $rate pps to $receiver: $(
        measure "$receiver" "$rate"
        tail -1 "$work/results"
      )" >&2
    done
  done
done

describe_machine
python3 - "$work/results" <<'PY'
import sys
from collections import defaultdict
from statistics import median

runs = defaultdict(list)
for line in open(sys.argv[1]):
    receiver, rate, offered, lost, core = line.split()
    runs[receiver, int(rate)].append((float(offered), int(lost), float(core)))
receivers = list(dict.fromkeys(receiver for receiver, _ in runs))
rates = sorted({rate for _, rate in runs})


def loss_free(receiver):
    good = [rate for rate in rates if all(lost == 0 for _, lost, _ in runs[receiver, rate])]
    return max(good, default=None)


def shown(receiver, rate):
    return "none" if rate is None else f"{median(run[0] for run in runs[receiver, rate]) / 1e6:.2f}"


print("\nPackets lost, of all rounds (offered Mpps, median):\n")
print("| receiver | " + " | ".join(f"{rate / 1e6:.2f} wanted" for rate in rates) + " |")
print("|---|" + "---|" * len(rates))
for receiver in receivers:
    cells = (f"{sum(run[1] for run in runs[receiver, rate])} ({median(run[0] for run in runs[receiver, rate]) / 1e6:.2f})" for rate in rates)
    print(f"| {receiver} | " + " | ".join(cells) + " |")

print("\n| receiver | without loss, Mpps | against | at Mpps | Mpps per core | its | ratio per core |")
print("|---|---|---|---|---|---|---|")
for receiver in receivers:
    others = ["c-udp", "c-udp-told"] if receiver == "udp" else ["tcpdump"] if "udp" not in receiver and receiver != "tcpdump" else []
    print("".join(f"| {receiver} | {shown(receiver, loss_free(receiver))} | | | | | |\n" if not others else ""), end="")
    for other in others:
        common = [rate for rate in rates if None not in (loss_free(receiver), loss_free(other)) and rate <= min(loss_free(receiver), loss_free(other))]
        if not common:
            print(f"| {receiver} | {shown(receiver, loss_free(receiver))} | {other}, {shown(other, loss_free(other))} | | | | |")
            continue
        rate = max(common)
        mine, its = (median(run[2] for run in runs[one, rate]) for one in (receiver, other))
        print(f"| {receiver} | {shown(receiver, loss_free(receiver))} | {other}, {shown(other, loss_free(other))} | {shown(receiver, rate)} "
              f"| {mine / 1e6:.2f} | {its / 1e6:.2f} | **{mine / its:.2f}** |")
PY
