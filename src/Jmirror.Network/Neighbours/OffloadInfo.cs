namespace Jmirror.Network.Neighbours;

/// <summary>
/// Offloads that change what a capture sees (ethtool -k). With any of the first four on, frames longer than the
/// MTU are seen that never were on the wire.
/// </summary>
/// <param name="GenericReceive">generic-receive-offload.</param>
/// <param name="LargeReceive">large-receive-offload.</param>
/// <param name="GenericSegmentation">generic-segmentation-offload.</param>
/// <param name="TcpSegmentation">tcp-segmentation-offload.</param>
/// <param name="VlanReceive">rx-vlan-offload: tags arrive beside the frame instead of in it.</param>
public sealed record OffloadInfo(
    bool GenericReceive,
    bool LargeReceive,
    bool GenericSegmentation,
    bool TcpSegmentation,
    bool VlanReceive
)
{
    /// <summary>True when captured frames may be longer than the MTU.</summary>
    public bool MergesFrames => GenericReceive || LargeReceive || GenericSegmentation || TcpSegmentation;

    /// <summary>The command after which captures on the interface show frames as they are on the wire.</summary>
    public static string CureFor(string interfaceName) =>
        $"sudo ethtool -K {interfaceName} gro off lro off tso off gso off";
}
