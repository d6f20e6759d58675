#!/usr/bin/env python3
"""Makes what the senders send: captures of subscribers, and the same packets already mirrored.

  frames.py subscriber LENGTH COUNT FILE   Ethernet capture of plain subscriber packets
  frames.py mirrored LENGTH COUNT FILE     the same, outer headers and mirror header in front (for tcpreplay)
  frames.py static LENGTH FILE             one mirrored frame, raw bytes (for the C loops)
  frames.py trafgen LENGTH FILE            one mirrored frame as trafgen configuration
  frames.py random FILE LENGTH...          trafgen configuration of subscriber frames, one per length of the IP packet, each
                                           with a random source address and port and checksums to match
  frames.py plain LENGTH COUNT SUBSCRIBERS FILE   Ethernet capture of subscriber packets, LENGTH before mirroring
  frames.py mixed COUNT FILE               subscriber packets of the sizes that networks see (64 to 1500 bytes)

LENGTH is that of the frame on the cable after mirroring, Ethernet header included, frame check sequence not.
"""
import struct
import sys

ETHERNET = 14
OUTER = 36  # IPv4, UDP, mirror header
FOREIGN_MAC = bytes.fromhex("020000000009")  # nobody's: the far end drops the frame at once
NEAR_MAC = bytes.fromhex("020000000001")
SUBSCRIBERS = 8


def checksum(header):
    total = sum(struct.unpack(f"!{len(header) // 2}H", header))
    total = (total & 0xFFFF) + (total >> 16)
    return ~((total & 0xFFFF) + (total >> 16)) & 0xFFFF


def ipv4(length, identification, ttl, source, destination):
    header = struct.pack("!BBHHHBBHII", 0x45, 0, length, identification, 0, ttl, 17, 0, source, destination)
    return header[:10] + struct.pack("!H", checksum(header)) + header[12:]


def subscriber_packet(number, length, subscribers=SUBSCRIBERS):
    source = 0x0A000001 + number % subscribers
    udp = struct.pack("!HHHH", 5060, 5060, length - 20, 0)
    return ipv4(length, number & 0xFFFF, 64, source, 0xC6336407) + udp + bytes(length - 28)


def mirrored_datagram(number, packet):
    length = OUTER + len(packet)
    outer = ipv4(length, number % 65535 + 1, 255, 0xC0000201, 0xC6336409)
    udp = struct.pack("!HHHH", 6502, 6502, length - 20, 0)
    return outer + udp + struct.pack("!II", 1, 1) + packet


def ethernet(datagram):
    return FOREIGN_MAC + NEAR_MAC + b"\x08\x00" + datagram


def random_source(length):
    """A subscriber frame in trafgen's language; offsets are those of the frame."""
    ip = f"0x45, 0, c16({length}), c16(0), c16(0), 64, 17, csumip(14, 33), 10, drnd(3), 198, 51, 100, 9"
    udp = f"drnd(2), c16(5060), c16({length - 20}), csumudp(14, 34), fill(0, {length - 28})"
    link = ", ".join(f"0x{byte:02x}" for byte in FOREIGN_MAC + NEAR_MAC)
    return f"{{ {link}, c16(0x0800), {ip}, {udp} }}\n"


def write_pcap(path, frames):
    with open(path, "wb", buffering=1 << 20) as file:
        file.write(struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 262144, 1))
        for number, frame in enumerate(frames):
            seconds, nanoseconds = divmod(number * 1000, 1_000_000_000)
            file.write(struct.pack("<IIII", seconds, nanoseconds, len(frame), len(frame)))
            file.write(frame)


def main():
    command, *arguments = sys.argv[1:]
    if command == "random":
        with open(arguments[0], "w", encoding="ascii") as file:
            file.writelines(random_source(int(length)) for length in arguments[1:])
        return
    path = arguments[-1]
    if command == "mixed":
        lengths = [64, 64, 64, 64, 64, 64, 64, 576, 576, 576, 576, 1400]
        kinds = [ethernet(subscriber_packet(n, lengths[n % len(lengths)])) for n in range(840)]
        write_pcap(path, (kinds[n % len(kinds)] for n in range(int(arguments[0]))))
        return
    if command == "plain":
        length, count, subscribers = map(int, arguments[:3])
        write_pcap(path, (ethernet(subscriber_packet(n, length - ETHERNET, subscribers)) for n in range(count)))
        return
    inner = int(arguments[0]) - ETHERNET - OUTER
    if command == "subscriber":
        write_pcap(path, (ethernet(subscriber_packet(n, inner)) for n in range(int(arguments[1]))))
    elif command == "mirrored":
        packets = (subscriber_packet(n, inner) for n in range(int(arguments[1])))
        write_pcap(path, (ethernet(mirrored_datagram(n, packet)) for n, packet in enumerate(packets)))
    elif command == "static":
        with open(path, "wb") as file:
            file.write(ethernet(mirrored_datagram(0, subscriber_packet(0, inner))))
    elif command == "trafgen":
        frame = ethernet(mirrored_datagram(0, subscriber_packet(0, inner)))
        with open(path, "w", encoding="ascii") as file:
            file.write("{ " + ", ".join(f"0x{byte:02x}" for byte in frame) + " }\n")
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
