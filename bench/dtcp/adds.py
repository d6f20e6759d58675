#!/usr/bin/env python3
"""ADDs per second of a DTCP service over SSH: one channel, then many at once; all triggers are deleted afterwards.

Usage: adds.py USER HOST PORT [ssh options ...]     e.g. adds.py li-user 127.0.0.1 32001 -i ~/.ssh/li
The service's criteria-limit must allow ADDS triggers, its rate-limit and connection-limit CHANNELS connections.
"""

import sys
import threading
import time

import dtcp

ADDS = 10000
CHANNELS = 50
SERIAL = 500


def speak(channel, requests, count):
    """Sends all requests and waits for that many answers; how many were 200."""
    threading.Thread(target=dtcp.send, args=(channel, requests)).start()
    return dtcp.answers(channel, count)


def main():
    user, host, port, *options = sys.argv[1:]

    def opened():
        channel = dtcp.start(user, host, port, options)
        speak(channel, dtcp.listing(user), 1)
        return channel

    first = opened()
    requests = [dtcp.add(user, n, f"X-UserName: user{n}@isp.example") for n in range(1, ADDS + 1)]
    for count in (1, CHANNELS):
        channels = [first] if count == 1 else [opened() for _ in range(count)]
        share = [requests[i::count] for i in range(count)]
        good = []
        begin = time.monotonic()
        threads = [
            threading.Thread(target=lambda c=c, s=s: good.append(speak(c, b"".join(s), len(s))))
            for c, s in zip(channels, share)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        elapsed = time.monotonic() - begin
        print(f"{count} channel(s): {sum(good)} of {ADDS} ADDs in {elapsed:.2f} s, {ADDS / elapsed:.0f} a second")
        speak(first, dtcp.delete_all(user), 1)
    begin = time.monotonic()
    for request in requests[:SERIAL]:
        speak(first, request, 1)
    elapsed = time.monotonic() - begin
    print(f"1 channel, each ADD after the answer to the last: {SERIAL / elapsed:.0f} a second")
    speak(first, dtcp.delete_all(user), 1)


main()
