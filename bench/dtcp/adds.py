#!/usr/bin/env python3
"""ADDs per second of a DTCP service over SSH: one channel, then many at once; all triggers are deleted afterwards.

Usage: adds.py USER HOST PORT [ssh options ...]     e.g. adds.py li-user 127.0.0.1 32001 -i ~/.ssh/li
The service's criteria-limit must allow ADDS triggers, its rate-limit and connection-limit CHANNELS connections.
"""

import hashlib
import hmac
import subprocess
import sys
import threading
import time

ADDS = 10000
CHANNELS = 50
KEY = b"Juniper"


def signed(lines):
    body = "".join(line + "\r\n" for line in lines).encode()
    digest = hmac.new(KEY, body, hashlib.sha1).hexdigest()
    return body + f"Authentication-Info: {digest}\r\n\r\n".encode()


def add(user, number):
    return signed(
        [
            "ADD DTCP/0.7",
            f"Csource-ID: {user}",
            "Cdest-ID: md1",
            "X-JTap-Cdest-Dest-Address: 192.0.2.100",
            "X-JTap-Cdest-Dest-Port: 30030",
            "X-JTap-Cdest-Source-Address: 192.0.2.1",
            f"X-MD-Intercept-Id: 0x{number:08x}{number:08x}",
            f"X-UserName: user{number}@isp.example",
            "Flags: STATIC",
            f"Seq: {number}",
        ]
    )


def speak(channel, requests, answers):
    """Sends all requests and waits for that many answers; how many were 200."""
    threading.Thread(target=lambda: (channel.stdin.write(requests), channel.stdin.flush())).start()
    good = 0
    while answers > 0:
        line = channel.stdout.readline()
        if not line:
            raise SystemExit("adds.py: the channel was closed")
        if line.startswith(b"DTCP/"):
            good += b" 200 " in line
        answers -= line == b"\r\n"
    return good


def main():
    user, host, port, *options = sys.argv[1:]

    def opened():
        command = ["ssh", *options, "-p", port, "-s", f"{user}@{host}", "flow-tap-dtcp"]
        channel = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        speak(channel, signed(["LIST DTCP/0.7", f"Csource-ID: {user}", "Cdest-ID: none", "Seq: 1"]), 1)
        return channel

    def emptied(channel):
        lines = ["DELETE DTCP/0.7", f"Csource-ID: {user}", "Criteria-ID: 1-*", "Flags: STATIC", "Seq: 1"]
        speak(channel, signed(lines), 1)

    first = opened()
    requests = [add(user, number) for number in range(1, ADDS + 1)]
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
        emptied(first)
    serial = requests[:500]
    begin = time.monotonic()
    for request in serial:
        speak(first, request, 1)
    elapsed = time.monotonic() - begin
    print(f"1 channel, each ADD after the answer to the last: {len(serial) / elapsed:.0f} a second")
    emptied(first)


main()
