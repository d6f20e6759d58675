using Jmirror.Protocol.Link;

namespace Jmirror.Network.Files;

/// <summary>The two ends of the link on which written datagrams appear to have been sent.</summary>
/// <param name="Source">The router's port.</param>
/// <param name="Destination">The analyzer, or the next hop to it.</param>
public readonly record struct EthernetLink(MacAddress Source, MacAddress Destination);
