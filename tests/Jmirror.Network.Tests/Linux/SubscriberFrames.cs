using System.Buffers.Binary;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Whole Ethernet frames as subscribers send them, of any length.</summary>
internal static class SubscriberFrames
{
    private const string Addresses = "02 ff 00 00 00 01  02 00 00 00 00 07";

    /// <summary>IEEE 802.1Q.</summary>
    private const string Tag = "81 00 00 07";

    /// <summary>IEEE 802.1ad in front of 802.1Q.</summary>
    private const string TwoTags = "88 a8 00 64  81 00 00 07";

    private const string Ipv4 = "08 00 45 00";
    private const string Pppoe = "88 64 11 00 00 2a";

    /// <summary>One frame of each kind, of the shortest and the longest length that fits an MTU of 1500 bytes.</summary>
    public static IEnumerable<byte[]> OfEveryKind(int number)
    {
        foreach (var length in (int[])[60, 1514])
        {
            yield return Untagged(number, length);
            yield return Of(number, length, Pppoe);
            yield return Of(number, length, $"{TwoTags} {Ipv4}");
            yield return Of(number, length, $"{TwoTags} {Pppoe}");
        }
        // A header and nothing else; less than Ethernet's shortest.
        yield return Of(number, 14, "88 b5");
        yield return Untagged(number, 42);
        // The tag is not counted in the MTU.
        yield return Tagged(number, 1518);
        yield return Of(number, 1518, $"{Tag} {Pppoe}");
    }

    public static byte[] Untagged(int number, int length) => Of(number, length, Ipv4);

    public static byte[] Tagged(int number, int length) => Of(number, length, $"{Tag} {Ipv4}");

    public static byte[] TaggedTwice(int number, int length) => Of(number, length, $"{TwoTags} {Ipv4}");

    // The number stands in the last two bytes of the sender's address.
    private static byte[] Of(int number, int length, string begin)
    {
        var frame = new byte[length];
        for (var i = 0; i < length; i++)
            frame[i] = (byte)(number + i);
        var header = Convert.FromHexString($"{Addresses}{begin}".Replace(" ", "", StringComparison.Ordinal));
        header.CopyTo(frame.AsSpan());
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(10), (ushort)number);
        return frame;
    }
}
