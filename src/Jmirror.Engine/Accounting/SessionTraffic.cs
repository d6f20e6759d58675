namespace Jmirror.Engine.Accounting;

/// <summary>What a session has carried: its IP packets, as the router forwards them, without layer 2.</summary>
/// <param name="PacketsUp">Packets from the subscriber.</param>
/// <param name="BytesUp">Bytes from the subscriber.</param>
/// <param name="PacketsDown">Packets to the subscriber.</param>
/// <param name="BytesDown">Bytes to the subscriber.</param>
public readonly record struct SessionTraffic(long PacketsUp, long BytesUp, long PacketsDown, long BytesDown);
