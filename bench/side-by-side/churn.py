#!/usr/bin/env python3
"""Adds and deletes one mirror over and over by the control API, and measures when the data plane shows it.

  churn.py SOCKET INTERFACE PRESENT CHANGES    runs where the copies arrive; prints a row of a table

PRESENT other mirrors are there meanwhile. Traffic for 10.0.0.1 must be flowing. Seconds are of one clock: the API's
answer is read, and copies are stamped by the kernel, on this machine.
"""
import http.client
import json
import socket
import struct
import sys
import time

SO_TIMESTAMPNS = 35
MIRROR_ID_OFFSET = 14 + 28
CHUNK = 10_000


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost")
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


def ask(connection, method, path, body=None):
    connection.request(method, path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"churn.py: {method} {path}: {answer.status} {text[:200]}")
    return json.loads(text) if text else None


def mirror(number, address):
    return {"trigger": {"ipv4": address}, "analyzer": "md", "mirror-id": number, "session-id": 1}


def fill(connection, present):
    for first in range(0, present, CHUNK):
        numbers = range(first, min(first + CHUNK, present))
        ask(connection, "POST", "/v1/mirrors",
            [mirror(n + 1, f"11.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}") for n in numbers])


def copies(receiver, mirror_id, seconds):
    """When copies of a mirror arrived, for as long as asked."""
    end = time.time() + seconds
    while time.time() < end:
        try:
            data, ancillary, _, _ = receiver.recvmsg(64, 64)
        except TimeoutError:
            continue
        if len(data) < MIRROR_ID_OFFSET + 4 or struct.unpack_from("!I", data, MIRROR_ID_OFFSET)[0] != mirror_id:
            continue
        seconds_part, nanoseconds = struct.unpack("qq", ancillary[0][2])
        yield seconds_part + nanoseconds / 1e9


def percentile(values, part):
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def main():
    path, interface, present, changes = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    connection = UnixConnection(path)
    fill(connection, present)
    receiver = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0800))
    receiver.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    receiver.settimeout(0.05)
    receiver.bind((interface, 0))
    added, deleted = [], []
    for change in range(changes):
        mirror_id = 0x1000000 + change
        number = ask(connection, "POST", "/v1/mirrors", mirror(mirror_id, "10.0.0.1"))["number"]
        answered = time.time()
        first = next(copies(receiver, mirror_id, 1), None)
        if first is None:
            sys.exit("churn.py: no copy within a second")
        added.append(first - answered)
        ask(connection, "DELETE", f"/v1/mirrors/{number}")
        answered = time.time()
        deleted.append(max(copies(receiver, mirror_id, 0.03), default=answered) - answered)
    row = " | ".join(f"{percentile(values, part) * 1000:.2f}" for values in (added, deleted) for part in (0.5, 0.95, 1))
    print(f"| {present} | {row} |")


if __name__ == "__main__":
    main()
