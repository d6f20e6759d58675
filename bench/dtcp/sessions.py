#!/usr/bin/env python3
"""Many logged-in sessions at once, and the memory of the two processes.

Usage: sessions.py COUNT RUN_PID FRONT_PID USER PORT [ssh options ...]
"""

import sys
import time

import dtcp


def memory(process):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def main():
    count, run, front, user, port, *options = sys.argv[1:]
    print(f"before: run {memory(run)} MB, front {memory(front)} MB")
    begin = time.monotonic()
    channels = []
    for _ in range(int(count)):
        channels.append(dtcp.start(user, "127.0.0.1", port, options))
        dtcp.send(channels[-1], dtcp.listing(user))
    good = sum(dtcp.answers(channel, 1) for channel in channels)
    print(f"{good} of {count} sessions logged in and answered in {time.monotonic() - begin:.1f} s")
    print(f"with them: run {memory(run)} MB, front {memory(front)} MB")
    begin = time.monotonic()
    for channel in channels:
        dtcp.send(channel, dtcp.listing(user))
    good = sum(dtcp.answers(channel, 1) for channel in channels)
    print(f"{good} of {count} answered again in {time.monotonic() - begin:.2f} s")
    for channel in channels:
        channel.stdin.close()
    for channel in channels:
        channel.wait()
    print(f"after them: run {memory(run)} MB, front {memory(front)} MB")


main()
