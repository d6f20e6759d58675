using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Population;

/// <summary>A subscriber's own addresses.</summary>
/// <param name="Ipv4">IPv4 address.</param>
/// <param name="Ipv6">IPv6 address, 16 bytes as a number, first byte highest.</param>
public readonly record struct SubscriberAddresses(Ipv4Address Ipv4, UInt128 Ipv6);
