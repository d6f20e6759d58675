# What the side-by-side scripts share. Sourced, not run.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
side=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
root=$(readlink -f "$side/../..")
work=$(mktemp -d)
near=jmbench$$near
far=jmbench$$far

# Names every program that is missing, with its Debian package, and stops.
demand() {
  local missing=()
  local pair
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null || missing+=("${pair%%=*} (apt install ${pair#*=})")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    printf '%s: missing: %s\n' "$(basename "$0")" "${missing[*]}" >&2
    exit 3
  fi
}

demand_root() {
  if [ "$(id -u)" != 0 ]; then
    echo "$(basename "$0"): network namespaces need root" >&2
    exit 3
  fi
}

# The program to measure: JMIRROR, or the build that ./jmirror keeps fresh.
find_jmirror() {
  if [ -z "${JMIRROR:-}" ]; then
    "$root/jmirror" --version >/dev/null
    JMIRROR=$root/artifacts/jmirror/jmirror
  fi
}

describe_machine() {
  echo "$(date -u +%F) $(uname -sr), $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1))," \
    "load $(cut -d' ' -f1-3 /proc/loadavg), $("$JMIRROR" --version)"
}

# Two namespaces and a cable. 198.51.100.0/24 is behind a station that does not exist (permanent neighbour entry),
# 203.0.113.0/24 behind the far end itself. Neither namespace has a default route: nothing gets out.
make_cable() {
  ip netns add "$near"
  ip netns add "$far"
  ip -n "$near" link add near numtxqueues 2 numrxqueues 2 type veth peer name far netns "$far"
  ip -n "$near" link set near addrgenmode none
  ip -n "$far" link set far addrgenmode none address 02:00:00:00:00:77
  ip -n "$near" link set near up
  ip -n "$far" link set far up
  ip -n "$near" address add 10.9.0.1/24 dev near
  ip -n "$far" address add 10.9.0.2/24 dev far
  ip -n "$near" neighbour add 10.9.0.9 lladdr 02:00:00:00:00:09 nud permanent dev near
  ip -n "$near" route add 198.51.100.0/24 via 10.9.0.9
  ip -n "$near" route add 203.0.113.0/24 via 10.9.0.2
  ip netns exec "$near" ethtool -L near tx 1 rx 1 2>/dev/null || true
}

clean_up() {
  ip netns delete "$near" 2>/dev/null || true
  ip netns delete "$far" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# Median of the numbers in a file.
median() { sort -g "$1" | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
