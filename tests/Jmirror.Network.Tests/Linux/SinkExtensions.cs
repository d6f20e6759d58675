using System.Buffers.Binary;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;
using Jmirror.Network.Sinks;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Network.Tests.Linux;

/// <summary>Datagrams to send and the plainest possible way to send them.</summary>
internal static class SinkExtensions
{
    public static readonly Ipv4Address Source = new(0xc0000201); // 192.0.2.1
    public static readonly Ipv4Address Analyzer = new(0xc6336409); // 198.51.100.9

    /// <summary>A mirrored datagram of <paramref name="length"/> bytes whose payload names <paramref name="number"/>.</summary>
    public static byte[] Datagram(int number, int length, Ipv4Address? destination = null)
    {
        var outer = new OuterHeader(Source, destination ?? Analyzer, 6502, OuterHeader.DefaultPort);
        var header = new MirrorHeader(0, (uint)number, 7);
        var bytes = new byte[length];
        new OuterTemplate(outer, header).Write(bytes, length - OuterTemplate.Length, (ushort)(1 + number));
        for (var i = OuterTemplate.Length; i < length; i++)
            bytes[i] = (byte)(number + i);
        return bytes;
    }

    /// <summary>A bare IPv6 copy: version 6, no next header.</summary>
    public static byte[] Ipv6Datagram(int payloadLength)
    {
        var bytes = new byte[40 + payloadLength];
        bytes[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)payloadLength);
        bytes[6] = 59;
        bytes[7] = 64;
        return bytes;
    }

    /// <summary>Sends datagrams in batches as the pump does: a refused one is dropped, or tried again if that may help.</summary>
    /// <returns>How many were taken, and how many were refused under which reason.</returns>
    public static Dictionary<string, int> SendAll(this IDatagramSink sink, IReadOnlyList<byte[]> datagrams)
    {
        const int mostTries = 50;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = 0;
        while (next < datagrams.Count)
        {
            var batch = sink.Rent();
            while (
                next < datagrams.Count && batch.TryReserve(datagrams[next].Length, timestamp: 0, out var room)
            )
                datagrams[next++].CopyTo(room);
            var tries = 0;
            for (var first = 0; first < batch.Count; )
            {
                var taken = sink.Send(batch, first, out var refusal);
                first += taken;
                Count("sent", taken);
                if (first == batch.Count || (refusal.Retry && tries++ < mostTries))
                    continue;
                Count(DropReasons.NameOf(refusal.Reason), 1);
                first++;
            }
        }
        return counts;

        void Count(string what, int count)
        {
            if (count > 0)
                counts[what] = counts.GetValueOrDefault(what) + count;
        }
    }

    /// <summary>Number of the datagrams by which <see cref="Becomes"/> asks.</summary>
    public const byte ProbeNumber = 0xff;

    /// <summary>Goes on sending, as traffic would, until a datagram ends as <paramref name="outcome"/>.</summary>
    public static bool Becomes(this OpenedSink opened, string outcome, int seconds, byte[]? probe = null)
    {
        byte[][] datagrams = [probe ?? Datagram(ProbeNumber, 100)];
        for (var i = 0; i < seconds * 100; i++)
        {
            if (opened.Sink.SendAll(datagrams).ContainsKey(outcome))
                return true;
            Thread.Sleep(10);
        }
        return false;
    }
}
