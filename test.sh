#!/usr/bin/env bash
# Installs what the tests need from Debian (as root; otherwise those tests say why they skip), builds, and runs all
# tests. The last line is the sum: "N passed, N failed, N skipped". Exit code 0 only when none failed.
# Usage: ./test.sh [PROJECT ...]   e.g. ./test.sh Engine EndToEnd
set -euo pipefail

root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
cd "$root"
results=$root/artifacts/test-results

# Programs that stand for the world outside: dissectors, senders, capture tools, network plumbing.
declare -A package_of=(
  [tshark]=tshark [editcap]=wireshark-common [tcpdump]=tcpdump [tcpreplay]=tcpreplay [ip]=iproute2
  [ethtool]=ethtool [zstd]=zstd [gzip]=gzip [trafgen]=netsniff-ng [setpriv]=util-linux [nft]=nftables
  [curl]=curl [ssh]=openssh-client [sshpass]=sshpass [sshd]=openssh-server [pgrep]=procps
  [radclient]=freeradius-utils [freeradius]=freeradius
)
# These judge the report and the metrics; too large to ask of everybody.
if [ "${CI:-}" = true ]; then package_of+=([chromium]=chromium [promtool]=prometheus); fi

install_missing() {
  local missing=()
  for program in "${!package_of[@]}"; do
    PATH=$PATH:/sbin:/usr/sbin command -v "$program" >/dev/null || missing+=("${package_of[$program]}")
  done
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -q 'libpcap\.so' || missing+=(libpcap0.8)
  PATH=$PATH:/sbin:/usr/sbin ldconfig -p | grep -q 'libssh\.so\.4' || missing+=(libssh-4)
  python3 -c 'import jsonschema' 2>/dev/null || missing+=(python3-jsonschema)
  if [ ${#missing[@]} = 0 ]; then return; fi
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "test.sh: not installed, so some tests will skip: ${missing[*]}" >&2
    return
  fi
  echo "test.sh: installing ${missing[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Adds up one attribute of the <testsuite> elements in a JUnit file.
sum() { grep -o '<testsuite [^>]*' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ s += $1 } END { print s + 0 }'; }

install_missing
dotnet build Jmirror.Emulator.sln -c Release -nologo -v quiet
rm -rf "$results"
mkdir -p "$results"

total=0 failed=0 skipped=0
for project in tests/*.Tests; do
  name=$(basename "$project")
  if [ $# -gt 0 ] && [[ ! " $* " == *" $(echo "$name" | cut -d. -f2) "* ]]; then continue; fi
  echo "== $name"
  junit=$results/$name.xml
  status=0
  "$project/bin/Release/net10.0/$name" -noColor -noLogo -result-junit "$junit" || status=$?
  if [ ! -s "$junit" ]; then
    echo "$name ended with code $status and wrote no results" >&2
    failed=$((failed + 1))
    continue
  fi
  total=$((total + $(sum tests "$junit")))
  failed=$((failed + $(sum failures "$junit") + $(sum errors "$junit")))
  skipped=$((skipped + $(sum skipped "$junit")))
done

echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
