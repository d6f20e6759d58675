#!/usr/bin/env bash
# CoA-Requests answered in a second, and how long an answer takes, beside 100 000 live mirrors. Each request replaces
# one of them. On loopback; no root needed.
#
# Usage: bench/side-by-side/coa.sh     Environment: MIRRORS (100000), RUN_SECONDS (10)
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
demand dotnet=dotnet-sdk-10.0
dotnet build "$root/bench/Jmirror.Benchmarks" -c Release -o "$work/benchmarks" -nologo -v quiet >&2
for window in 1 16 128; do
  "$work/benchmarks/Jmirror.Benchmarks" coa "${MIRRORS:-100000}" "${RUN_SECONDS:-10}" "$window"
done
