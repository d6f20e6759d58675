"""What the DTCP measurements share: signed requests, and Debian's ssh to send them by."""

import hashlib
import hmac
import subprocess

KEY = b"Juniper"


def signed(*lines):
    body = "".join(line + "\r\n" for line in lines).encode()
    digest = hmac.new(KEY, body, hashlib.sha1).hexdigest()
    return body + f"Authentication-Info: {digest}\r\n\r\n".encode()


def add(user, number, trigger):
    return signed(
        "ADD DTCP/0.7",
        f"Csource-ID: {user}",
        "Cdest-ID: md1",
        "X-JTap-Cdest-Dest-Address: 192.0.2.100",
        "X-JTap-Cdest-Dest-Port: 30030",
        "X-JTap-Cdest-Source-Address: 192.0.2.1",
        f"X-MD-Intercept-Id: 0x{number:08x}{number:08x}",
        trigger,
        "Flags: STATIC",
        f"Seq: {number}",
    )


def delete_all(user):
    return signed("DELETE DTCP/0.7", f"Csource-ID: {user}", "Criteria-ID: 1-*", "Flags: STATIC", "Seq: 1")


def listing(user):
    return signed("LIST DTCP/0.7", f"Csource-ID: {user}", "Seq: 1")


def start(user, host, port, options, prefix=()):
    """Starts ssh; the channel is open once it has answered."""
    command = [*prefix, "ssh", *options, "-p", port, "-s", f"{user}@{host}", "flow-tap-dtcp"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def send(channel, requests):
    channel.stdin.write(requests)
    channel.stdin.flush()


def answers(channel, count):
    """Waits for that many answers; how many were 200."""
    good = 0
    while count > 0:
        line = channel.stdout.readline()
        if not line:
            raise SystemExit("the channel was closed")
        if line.startswith(b"DTCP/"):
            good += b" 200 " in line
        count -= line == b"\r\n"
    return good
