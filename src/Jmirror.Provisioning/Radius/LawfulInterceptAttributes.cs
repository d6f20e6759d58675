using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>
/// Reads the mirroring attributes (VSA 26-58 to 26-61 of vendor 4874) of an Access-Accept or a CoA-Request.
/// </summary>
/// <remarks>
/// E Series: Med-Dev-Handle and Med-Port-Number both, or neither, which makes bare copies; one alone fails (JUNOSe 9.1.x
/// Policy Management Configuration Guide). MX Series always has a header, so it needs both. What is there must be well
/// formed even where the action does not need it.
/// </remarks>
internal static class LawfulInterceptAttributes
{
    /// <summary>True when there is any of them, well formed or not.</summary>
    public static bool AreIn(RadiusPacketView packet)
    {
        foreach (var attribute in packet.Attributes)
        {
            if (IsMirroring(attribute.Type))
                return true;
        }
        return false;
    }

    /// <summary>Reads them; <paramref name="order"/> holds only when there is no fault.</summary>
    /// <param name="packet">Access-Accept or CoA-Request.</param>
    /// <param name="cipher">How its values are encrypted.</param>
    /// <param name="series">Whose rules apply.</param>
    /// <param name="order">What they order.</param>
    public static LawfulInterceptFault TryRead(
        RadiusPacketView packet,
        AttributeCipher cipher,
        RouterSeries series,
        out LawfulInterceptOrder order
    )
    {
        order = default;
        LiAction? action = null;
        MedDevHandle? handle = null;
        Ipv4Address? analyzer = null;
        ushort? port = null;
        var isAnyThere = false;
        Span<byte> buffer = stackalloc byte[RadiusAttributeView.MaxValueLength];
        foreach (var attribute in packet.Attributes)
        {
            if (IsBroken(attribute))
                return LawfulInterceptFault.BadVendorSpecific;
            if (!IsMirroring(attribute.Type))
                continue;
            isAnyThere = true;
            if (!cipher.TryRead(attribute.Value, buffer, out var clear))
                return LawfulInterceptFault.Undecipherable;
            var fault = attribute.Type switch
            {
                RadiusAttributeType.LiAction => ReadAction(clear, ref action),
                RadiusAttributeType.MedDevHandle => ReadHandle(clear, ref handle),
                RadiusAttributeType.MedIpAddress => ReadAnalyzer(clear, ref analyzer),
                _ => ReadPort(clear, ref port),
            };
            if (fault != LawfulInterceptFault.None)
                return fault;
        }
        if (!isAnyThere)
            return LawfulInterceptFault.Absent;
        if (action is not { } wanted)
            return LawfulInterceptFault.NoAction;
        order = new LawfulInterceptOrder(wanted, handle, analyzer ?? default, port);
        return wanted == LiAction.Start
            ? CheckStart(analyzer is not null, handle is not null, port is not null, series)
            : LawfulInterceptFault.None;
    }

    /// <summary>True for the four attributes.</summary>
    public static bool IsMirroring(RadiusAttributeType type) =>
        type
            is RadiusAttributeType.LiAction
                or RadiusAttributeType.MedDevHandle
                or RadiusAttributeType.MedIpAddress
                or RadiusAttributeType.MedPortNumber;

    /// <summary>The Error-Cause of a fault: 402 where something is missing, 404 where something is badly formed.</summary>
    public static RadiusErrorCause CauseOf(LawfulInterceptFault fault) =>
        fault
            is LawfulInterceptFault.Absent
                or LawfulInterceptFault.NoAction
                or LawfulInterceptFault.NoAnalyzer
                or LawfulInterceptFault.NoHeader
                or LawfulInterceptFault.HalfPair
            ? RadiusErrorCause.MissingAttribute
            : RadiusErrorCause.InvalidRequest;

    /// <summary>A fault as one clause for the secure log; it quotes no value.</summary>
    public static string Describe(LawfulInterceptFault fault) =>
        fault switch
        {
            LawfulInterceptFault.Absent or LawfulInterceptFault.NoAction => "LI-Action is missing",
            LawfulInterceptFault.NoAnalyzer => "Med-Ip-Address is missing",
            LawfulInterceptFault.NoHeader => "Med-Dev-Handle or Med-Port-Number is missing",
            LawfulInterceptFault.HalfPair =>
                "of Med-Dev-Handle and Med-Port-Number one is missing: both or neither",
            LawfulInterceptFault.BadVendorSpecific => "an attribute of vendor 4874 is cut short",
            LawfulInterceptFault.Repeated => "a mirroring attribute is there twice",
            LawfulInterceptFault.Undecipherable => "a mirroring attribute cannot be decrypted",
            LawfulInterceptFault.BadAction => "LI-Action is none of 0, 1, 2",
            LawfulInterceptFault.BadHandle => "Med-Dev-Handle is badly formed",
            LawfulInterceptFault.BadAnalyzer => "Med-Ip-Address is badly formed",
            _ => "Med-Port-Number is badly formed",
        };

    private static bool IsBroken(RadiusAttributeView attribute) =>
        attribute.Type == RadiusAttributeType.VendorSpecific
        && attribute.Value.Length >= sizeof(uint)
        && RadiusValues.TryReadNumber(attribute.Value[..sizeof(uint)], out var vendor)
        && vendor == RadiusVendor.Juniper;

    private static LawfulInterceptFault CheckStart(
        bool hasAnalyzer,
        bool hasHandle,
        bool hasPort,
        RouterSeries series
    )
    {
        if (!hasAnalyzer)
            return LawfulInterceptFault.NoAnalyzer;
        if (hasHandle && hasPort)
            return LawfulInterceptFault.None;
        if (series == RouterSeries.Mx)
            return LawfulInterceptFault.NoHeader;
        return hasHandle || hasPort ? LawfulInterceptFault.HalfPair : LawfulInterceptFault.None;
    }

    private static LawfulInterceptFault ReadAction(ReadOnlySpan<byte> clear, ref LiAction? action)
    {
        if (action is not null)
            return LawfulInterceptFault.Repeated;
        if (!RadiusValues.TryReadNumber(clear, out var number) || number > (uint)LiAction.NoOperation)
            return LawfulInterceptFault.BadAction;
        action = (LiAction)number;
        return LawfulInterceptFault.None;
    }

    private static LawfulInterceptFault ReadHandle(ReadOnlySpan<byte> clear, ref MedDevHandle? handle)
    {
        if (handle is not null)
            return LawfulInterceptFault.Repeated;
        if (MedDevHandle.TryRead(clear, out var read) != HandleFault.None)
            return LawfulInterceptFault.BadHandle;
        handle = read;
        return LawfulInterceptFault.None;
    }

    private static LawfulInterceptFault ReadAnalyzer(ReadOnlySpan<byte> clear, ref Ipv4Address? analyzer)
    {
        if (analyzer is not null)
            return LawfulInterceptFault.Repeated;
        if (!RadiusValues.TryReadIpv4(clear, out var address) || address.Value == 0)
            return LawfulInterceptFault.BadAnalyzer;
        analyzer = address;
        return LawfulInterceptFault.None;
    }

    private static LawfulInterceptFault ReadPort(ReadOnlySpan<byte> clear, ref ushort? port)
    {
        if (port is not null)
            return LawfulInterceptFault.Repeated;
        if (!RadiusValues.TryReadNumber(clear, out var number) || number is 0 or > ushort.MaxValue)
            return LawfulInterceptFault.BadPort;
        port = (ushort)number;
        return LawfulInterceptFault.None;
    }
}
