#!/usr/bin/env python3
"""From the answer to an ADD to the first copy, and from the answer to its DELETE to the last, while traffic flows.

Usage: first_copy.py ROUTER_NAMESPACE USER PORT INTERFACE [ssh options ...]     in the analyzer's namespace
Times of arrival are the kernel's (SO_TIMESTAMPNS). Below zero: the copy came before the answer was read.
"""

import select
import socket
import statistics
import struct
import sys
import time

import dtcp

ROUNDS = 200
MIRRORED_FOR = 0.005
PATIENCE = 5
SO_RCVBUFFORCE = 33
SO_TIMESTAMPNS = 35
BUFFER = 64 << 20


def arrivals(analyzer):
    """Times of all copies that have arrived, in seconds."""
    times = []
    while True:
        try:
            _, ancillary, _, _ = analyzer.recvmsg(64, 64)
        except BlockingIOError:
            return times
        seconds, nanoseconds = struct.unpack("qq", ancillary[0][2])
        times.append(seconds + nanoseconds / 1e9)


def show(name, times):
    times = sorted(1e6 * one for one in times)
    print(
        f"{name}: median {statistics.median(times):.0f} us, 95 % {times[len(times) * 95 // 100]:.0f} us, "
        f"from {times[0]:.0f} to {times[-1]:.0f} us"
    )


def main():
    router, user, port, interface, *options = sys.argv[1:]
    analyzer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    analyzer.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, BUFFER)
    analyzer.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    analyzer.bind(("192.0.2.100", 30030))
    analyzer.setblocking(False)
    device = dtcp.start(user, "127.0.0.1", port, options, ["ip", "netns", "exec", router])
    first, last, asked = [], [], []
    for number in range(1, ROUNDS + 1):
        begin = time.time()
        dtcp.send(device, dtcp.add(user, number, f"X-Interface-Id: {interface}"))
        dtcp.answers(device, 1)
        added = time.time()
        select.select([analyzer], [], [], PATIENCE)
        time.sleep(MIRRORED_FOR)
        dtcp.send(device, dtcp.delete_all(user))
        dtcp.answers(device, 1)
        deleted = time.time()
        time.sleep(MIRRORED_FOR)
        times = arrivals(analyzer)
        if number > 1:  # the first opened the channel
            first.append(times[0] - added)
            last.append(times[-1] - deleted)
            asked.append(times[0] - begin)
    show("request to first copy", asked)
    show("answer to first copy", first)
    show("answer to DELETE to last copy", last)
    device.stdin.close()


main()
