# How the sending scripts measure. Sourced after common.sh, not run. command_of[NAME] is a sender's command line, window the
# seconds that are counted of it.

# Packets that the interface has sent, the time, and the processor time of a process group, both in nanoseconds.
sample() {
  ip netns exec "$near" bash -c 'echo "$(cat /sys/class/net/near/statistics/tx_packets) $(date +%s%N)"' | tr '\n' ' '
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } |
    awk -v group="$1" -v hertz="$(getconf CLK_TCK)" '$5 == group { t += $14 + $15 } END { print t / hertz * 1e9 }'
}

# Runs one sender and appends to files: its rate, packets per second, and packets per second of processor time.
measure() {
  local queues=1
  case $1 in *2-threads) queues=2 ;; esac
  ip netns exec "$near" ethtool -L near tx $queues rx $queues 2>/dev/null || true
  # A process group of its own, so that children of a sender end with it.
  set -m
  # shellcheck disable=SC2086 # words of a command, none with spaces
  ip netns exec "$near" ${command_of[$1]} >"$work/out" 2>&1 &
  local sender=$!
  set +m
  sleep 1.5
  local before after
  before=$(sample "$sender")
  sleep "$window"
  after=$(sample "$sender")
  if ! kill -TERM -- "-$sender" 2>/dev/null; then
    echo "$(basename "$0"): $1 ended early: $(tail -3 "$work/out")" >&2
  fi
  wait "$sender" 2>/dev/null || true
  echo "$before $after" | awk '{ print ($4 - $1) / ($5 - $2) * 1e9 }' >>"$work/rate-$2-$1"
  echo "$before $after" | awk '{ print ($6 > $3 ? ($4 - $1) / ($6 - $3) * 1e9 : 0) }' >>"$work/core-$2-$1"
}

# A row of the table: what is sent, a sender, the one that it is compared with, and the aim.
row() {
  local length=$1 ours=$2 theirs=$3 aim=$4
  local files=("$work"/{rate,core}-"$length"-{"$ours","$theirs"})
  echo "$(median "${files[0]}") $(median "${files[1]}") $(median "${files[2]}") $(median "${files[3]}")" |
    awk -v row="| $length | $ours | $theirs | $aim |" '{
      printf "%s %.2f | %.2f | **%s** | %.2f | %.2f | **%s** |\n", row, $1 / 1e6, $2 / 1e6, ratio($1, $2),
             $3 / 1e6, $4 / 1e6, ratio($3, $4) }
      # Who sent nothing, or in the kernel alone, cannot be compared.
      function ratio(ours, theirs) { return ours && theirs ? sprintf("%.2f", ours / theirs) : "-" }'
}
