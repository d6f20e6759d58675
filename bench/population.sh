#!/usr/bin/env bash
# What many synthetic subscribers cost: seconds until generate has made its first packet, most memory it ever had, and
# packets per second of processor time, start-up not counted; as frames and as copies, with sessions that all stand and
# with 10 000 logins a second. Nothing is sent. For rates of sending see side-by-side/generators.sh.
#
# Usage: bench/population.sh [COUNT[:MIRRORED] ...]     subscribers, default 10 1000 100000 1000000 1000000:10000
# Environment: ROUNDS (3), PACKETS (20000000), JMIRROR (program to measure)
source "$(dirname "${BASH_SOURCE[0]}")/side-by-side/common.sh"
demand /usr/bin/time=time
find_jmirror
rounds=${ROUNDS:-3}
packets=${PACKETS:-20000000}
populations=("$@")
[ $# -gt 0 ] || populations=(10 1000 100000 1000000 1000000:10000)

# Appends to files what a run of so many packets takes: seconds, seconds of processor time, megabytes.
run() {
  local limit=$1 population=$2
  shift 2
  /usr/bin/time -f "%e %U %S %M" -o "$work/times" "$JMIRROR" generate --dry-run --top-speed --size 110 \
    --subscribers "${population%:*}" --mirrored "${population#*:}" --limit "$limit" "$@" >"$work/out" 2>&1 ||
    { cat "$work/out" >&2 && exit 1; }
  read -r elapsed user system kilobytes <"$work/times"
  echo "$elapsed" >>"$work/elapsed-$limit"
  awk "BEGIN { print $user + $system }" >>"$work/processor-$limit"
  awk "BEGIN { print $kilobytes / 1024 }" >>"$work/memory-$limit"
}

describe_machine
echo
echo "| subscribers:mirrored | form | sessions | first packet, s | most memory, MiB | Mpps per core |"
echo "|---|---|---|---|---|---|"
for population in "${populations[@]}"; do
  for form in frames copies; do
    for sessions in stand "come and go"; do
      options=()
      [ "$form" = copies ] || options+=(--frames)
      [ "$sessions" = stand ] || options+=(--logins-per-second 10000 --online exponential:60s --offline exponential:60s)
      rm -f "$work"/*-1 "$work"/*-"$packets"
      for _ in $(seq "$rounds"); do
        run 1 "$population" "${options[@]}"
        run "$packets" "$population" "${options[@]}"
      done
      echo "$(median "$work/elapsed-1") $(median "$work/memory-$packets")" \
        "$(median "$work/processor-1") $(median "$work/processor-$packets")" |
        awk -v row="| $population | $form | $sessions |" -v packets="$packets" \
          '{ printf "%s %.2f | %.0f | %.1f |\n", row, $1, $2, packets / ($4 - $3) / 1e6 }'
    done
  done
done
