#!/usr/bin/env bash
# How fast synthetic traffic is made and sent, side by side: jmirror generate, as subscriber frames onto an interface and
# as mirrored copies, against trafgen with a random source address and port in every frame and checksums to match, and
# the kernel's pktgen with the same random fields where that module is there.
#
# Usage: bench/side-by-side/generators.sh [SIZE ...]     bytes of the IP packet or imix, default 110 imix 1400
# Environment: ROUNDS (3), SECONDS_EACH (3), JMIRROR (program to measure),
#              SUBSCRIBERS (10 1000000:10000)             how many, and how many of them are mirrored if not all
#
# Two network namespaces and a veth cable, made and removed here. Everybody but jmirror's own subscribers addresses a
# station that does not exist. Rates are what the sending interface counted in the middle of each run; generators take
# turns, and each figure is the median of all rounds. Copies are the same IP packets in 36 bytes more, none of them in
# fragments. pktgen runs in the kernel's threads: no processor time is known of it.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
source "$side/sending.sh"
demand ip=iproute2 python3=python3 trafgen=netsniff-ng
demand_root
find_jmirror
rounds=${ROUNDS:-3}
window=${SECONDS_EACH:-3}
read -ra populations <<<"${SUBSCRIBERS:-10 1000000:10000}"
sizes=("${@:-110}")
[ $# -gt 0 ] || sizes=(110 imix 1400)
make_cable
mtu=1536
ip -n "$near" link set near mtu "$mtu"
ip -n "$far" link set far mtu "$mtu"

has_pktgen() { ip netns exec "$near" test -d /proc/net/pktgen; }

# The command line of pktgen is a file; writing "start" returns when it is stopped.
pktgen_program() {
  cat >"$work/pktgen-$1.sh" <<PKTGEN
set -e
cd /proc/net/pktgen
echo rem_device_all >kpktgend_0
echo add_device near >kpktgend_0
for setting in "count 0" "delay 0" "pkt_size $(($1 + 14))" "dst_mac 02:00:00:00:00:09" "dst_min 198.51.100.9" \
  "src_min 10.0.0.1" "src_max 10.255.255.254" "udp_src_min 1024" "udp_src_max 65535" "udp_dst_min 5060" \
  "udp_dst_max 5060" "flag IPSRC_RND" "flag UDPSRC_RND" "flag UDPCSUM"; do
  echo "\$setting" >near
done
trap 'echo stop >pgctrl' TERM
echo start >pgctrl
PKTGEN
}

declare -A command_of
# What a run of one size needs; the mix has the lengths of jmirror's own IMIX.
prepare() {
  local lengths=$1
  [ "$1" != imix ] || lengths="40 40 40 40 40 40 40 576 576 576 576 1500"
  # shellcheck disable=SC2086 # a list of numbers
  python3 "$side/frames.py" random "$work/random.cfg" $lengths
  command_of[trafgen]="trafgen --dev near --conf $work/random.cfg --cpus 1 --no-cpu-stats"
  generators=(trafgen)
  local count engine
  for count in "${populations[@]}"; do
    local generate="$JMIRROR generate --subscribers ${count%:*} --mirrored ${count#*:} --size $1 --top-speed --duration 60s"
    for engine in packet xdp; do
      command_of[frames-$engine-$count]="$generate --interface near --engine $engine"
      command_of[copies-$engine-$count]="$generate --analyzer 198.51.100.9:6502 --source 192.0.2.1 --mtu $mtu --engine $engine"
      generators+=("frames-$engine-$count" "copies-$engine-$count")
    done
  done
  if [ "$1" != imix ] && has_pktgen; then
    pktgen_program "$1"
    command_of[pktgen]="bash $work/pktgen-$1.sh"
    generators+=(pktgen)
  fi
}

for size in "${sizes[@]}"; do
  prepare "$size"
  for round in $(seq "$rounds"); do
    for generator in "${generators[@]}"; do
      echo "generators.sh: $size, round $round of $rounds: $generator" >&2
      measure "$generator" "$size"
    done
  done
done

describe_machine
has_pktgen || echo "pktgen is not in this kernel."
echo
echo "| IP packet | generator | against | aim | Mpps | its Mpps | ratio | Mpps per core | its | ratio |"
echo "|---|---|---|---|---|---|---|---|---|---|"
least=${populations[0]}
most=${populations[-1]}
for size in "${sizes[@]}"; do
  prepare "$size"
  for generator in "${generators[@]}"; do
    [ "$generator" = trafgen ] || row "$size" "$generator" trafgen ""
  done
  if [ "$least" != "$most" ]; then
    for kind in frames-packet frames-xdp copies-packet copies-xdp; do
      row "$size" "$kind-$most" "$kind-$least" 0.8
    done
  fi
done
