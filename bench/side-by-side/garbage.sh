#!/usr/bin/env bash
# What a minute at top speed leaves for the garbage collector: the whole straight line (capture in memory, dissect,
# match, pace, encapsulate) into nothing, out of a packet socket and out of AF_XDP.
#
# Usage: bench/side-by-side/garbage.sh     Environment: RUN_SECONDS (60)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand ip=iproute2 python3=python3 dotnet=dotnet-sdk-10.0
demand_root
dotnet build "$root/bench/Jmirror.Benchmarks" -c Release -o "$work/benchmarks" -nologo -v quiet >&2
make_cable
python3 "$side/frames.py" subscriber 110 1000 "$work/subscriber.pcap"
benchmarks=$work/benchmarks/Jmirror.Benchmarks
echo "nothing: $("$benchmarks" garbage "${RUN_SECONDS:-60}" "$work/subscriber.pcap")"
for engine in packet xdp; do
  echo "$engine: $(ip netns exec "$near" "$benchmarks" garbage "${RUN_SECONDS:-60}" "$work/subscriber.pcap" near "$engine")"
done
