#!/usr/bin/env bash
# How fast a capture becomes a mirrored capture: `replay --write` of a million packets, as ordinary (JIT) build and as
# native (AOT) build, against tcprewrite (changes addresses) and editcap (plain copy), to memory and to disk.
#
# Usage: bench/side-by-side/replay-to-file.sh
# Environment: ROUNDS (5), PACKETS (1000000), DISK (folder on a disk, default /var/tmp), JMIRROR, JMIRROR_AOT
#
# Programs take turns; each figure is the median of all rounds, seconds. "took" is the program's own figure, start-up
# excluded.
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand python3=python3 tcprewrite=tcpreplay editcap=wireshark-common
find_jmirror
if [ -z "${JMIRROR_AOT:-}" ]; then
  demand dotnet=dotnet-sdk-10.0 clang=clang
  echo "replay-to-file.sh: building the native program" >&2
  dotnet publish "$root/src/Jmirror.Cli" -c Release -r linux-x64 -p:PublishAot=true -o "$work/aot" -nologo -v quiet >&2
  JMIRROR_AOT=$work/aot/jmirror
fi
memory=$(mktemp -d -p /dev/shm)
disk=$(mktemp -d -p "${DISK:-/var/tmp}")
trap 'rm -rf "$memory" "$disk"; clean_up' EXIT
packets=${PACKETS:-1000000}
python3 "$side/frames.py" mixed "$packets" "$memory/in.pcap"
cp "$memory/in.pcap" "$disk/in.pcap"

# Runs a program on a folder's capture and appends seconds to files: whole, of processor time, and took where it says so.
measure() {
  local name=$1 folder=$2
  local TIMEFORMAT='%3R %3U %3S'
  shift 2
  { time "$@" >"$work/out" 2>/dev/null; } 2>"$work/time"
  awk '{ print $1 }' "$work/time" >>"$work/whole-$name-$folder"
  awk '{ print $2 + $3 }' "$work/time" >>"$work/cpu-$name-$folder"
  if [[ $name == jmirror* ]]; then
    python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["durationSeconds"])' "$work/out" \
      >>"$work/took-$name-$folder"
  fi
}

for _ in $(seq "${ROUNDS:-5}"); do
  for folder in memory disk; do
    path=${!folder}
    measure jmirror "$folder" "$JMIRROR" replay "$path/in.pcap" --write "$path/jmirror.pcap" --json
    measure jmirror-aot "$folder" "$JMIRROR_AOT" replay "$path/in.pcap" --write "$path/aot.pcap" --json
    measure tcprewrite "$folder" tcprewrite --pnat=10.0.0.0/8:172.16.0.0/12 --infile="$path/in.pcap" \
      --outfile="$path/tcprewrite.pcap"
    measure editcap "$folder" editcap "$path/in.pcap" "$path/editcap.pcap"
    rm -f "$path"/{jmirror,aot,tcprewrite,editcap}.pcap
  done
done

describe_machine
echo "$packets packets, $(stat -c %s "$memory/in.pcap" | awk '{ printf "%.0f MB", $1 / 1e6 }')"
echo
echo "| program | to | whole s | processor s | took s | whole: × tcprewrite | × editcap | processor: × tcprewrite | × editcap | took: × tcprewrite | × editcap |"
echo "|---|---|---|---|---|---|---|---|---|---|---|"
for folder in memory disk; do
  for name in jmirror jmirror-aot tcprewrite editcap; do
    took=-
    [ ! -f "$work/took-$name-$folder" ] || took=$(median "$work/took-$name-$folder")
    awk -v row="| $name | $folder |" -v whole="$(median "$work/whole-$name-$folder")" -v took="$took" \
      -v cpu="$(median "$work/cpu-$name-$folder")" -v rewrite="$(median "$work/whole-tcprewrite-$folder")" \
      -v copy="$(median "$work/whole-editcap-$folder")" -v rewrite_cpu="$(median "$work/cpu-tcprewrite-$folder")" \
      -v copy_cpu="$(median "$work/cpu-editcap-$folder")" \
      'function ratio(a, b) { return b == "-" ? "-" : sprintf("%.1f", a / b) }
       BEGIN { printf "%s %.3f | %.3f | %s | %s | %s | %s | %s | %s | %s |\n", row, whole, cpu,
               took == "-" ? "-" : sprintf("%.3f", took), ratio(rewrite, whole), ratio(copy, whole),
               ratio(rewrite_cpu, cpu), ratio(copy_cpu, cpu), ratio(rewrite, took), ratio(copy, took) }'
  done
done
