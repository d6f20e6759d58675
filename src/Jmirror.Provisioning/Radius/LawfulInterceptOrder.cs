using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Radius;

/// <summary>What the mirroring attributes of a packet order. What they hold goes into no text.</summary>
/// <param name="Action">Start, stop, or nothing.</param>
/// <param name="Handle">Mirror id and session id; null on E Series only, for bare copies, and when mirroring does not start.</param>
/// <param name="Analyzer">Address of the analyzer; 0 when mirroring does not start.</param>
/// <param name="Port">Its UDP port; null where <paramref name="Handle"/> is.</param>
internal readonly record struct LawfulInterceptOrder(
    LiAction Action,
    MedDevHandle? Handle,
    Ipv4Address Analyzer,
    ushort? Port
)
{
    /// <summary>The action alone.</summary>
    public override string ToString() => $"{Action}";
}

/// <summary>Why a packet's mirroring attributes cannot be followed.</summary>
internal enum LawfulInterceptFault
{
    /// <summary>No fault.</summary>
    None,

    /// <summary>There is none of them.</summary>
    Absent,

    /// <summary>LI-Action is missing.</summary>
    NoAction,

    /// <summary>Mirroring is to start, and Med-Ip-Address is missing.</summary>
    NoAnalyzer,

    /// <summary>MX Series: Med-Dev-Handle or Med-Port-Number is missing.</summary>
    NoHeader,

    /// <summary>E Series: one of Med-Dev-Handle and Med-Port-Number is there without the other.</summary>
    HalfPair,

    /// <summary>A Vendor-Specific of vendor 4874 does not consist of attributes.</summary>
    BadVendorSpecific,

    /// <summary>An attribute is there twice.</summary>
    Repeated,

    /// <summary>An attribute can be neither decrypted nor, where that is allowed, read as it is.</summary>
    Undecipherable,

    /// <summary>LI-Action is none of 0, 1, 2.</summary>
    BadAction,

    /// <summary>Med-Dev-Handle is no handle.</summary>
    BadHandle,

    /// <summary>Med-Ip-Address is 0.0.0.0, or no IPv4 address.</summary>
    BadAnalyzer,

    /// <summary>Med-Port-Number is 0 or above 65535.</summary>
    BadPort,
}
