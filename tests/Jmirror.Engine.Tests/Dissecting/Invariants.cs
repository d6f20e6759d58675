using Jmirror.Engine.Dissecting;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>What holds for every frame, however broken.</summary>
internal static class Invariants
{
    private const int ShortestIpPacket = 20;

    /// <summary>
    /// Compares without building texts: millions of frames pass here.
    /// </summary>
    public static void Check(CapturedFrame frame)
    {
        var outcome = Dissector.Dissect(frame.Bytes, frame.Info, out var key);
        var isFound = outcome == DissectOutcome.Found;
        if (
            isFound != (key.Outer.Kind != PayloadKind.None)
            || key.HasL2tp != (key.Inner.Kind != PayloadKind.None)
            || (key.HasL2tp && !(isFound && key.Outer.IsIp))
            || !LiesWithin(key.Outer, 0, frame.Bytes.Length)
            || (key.HasL2tp && !LiesWithin(key.Inner, key.Outer.Offset, key.Outer.Length))
            || key.SignallingOffset > frame.Bytes.Length
            || (key.SignallingType != EtherType.None && outcome != DissectOutcome.NonIp)
            || (outcome == DissectOutcome.Truncated && frame.OriginalLength <= frame.Bytes.Length)
        )
            Assert.Fail(
                $"{new Dissected(outcome, key)}\n{frame.LinkType} {frame.OriginalLength} {Convert.ToHexStringLower(frame.Bytes)}"
            );
    }

    private static bool LiesWithin(in Payload payload, int offset, int length) =>
        payload.Kind == PayloadKind.None
        || (
            payload.Offset >= offset
            && payload.Length >= (payload.IsIp ? ShortestIpPacket : 0)
            && payload.Offset + payload.Length <= offset + length
        );
}
