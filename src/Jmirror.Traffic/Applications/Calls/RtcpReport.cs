using System.Buffers.Binary;
using Jmirror.Protocol.Ip;

namespace Jmirror.Traffic.Applications.Calls;

/// <summary>A sender report with one report block, and the sender's canonical name.</summary>
/// <remarks>
/// <code>
///  0 | version 2, blocks 1 | 200 (SR) | length in words less 1 |
///  4 | sender's source | 8 | NTP timestamp, 8 bytes | 16 | RTP timestamp | 20 | packets | 24 | octets |
/// 28 | the other's source | 32 | fraction lost, lost | 36 | highest sequence number | 40 | jitter |
/// 44 | last report's NTP timestamp, middle 4 bytes | 48 | delay since then in 1/65 536 s |
/// 52 | version 2, chunks 1 | 202 (SDES) | length in words less 1 |
/// 56 | sender's source | 60 | 1 (CNAME) | length 8 | 8 hexadecimal digits | 0 0 |
/// </code>
/// Big-endian. Source: RFC 3550, sections 6.4.1 and 6.5. Times count from the beginning of the call, which section
/// 6.4.1 allows to senders without a wall clock.
/// </remarks>
internal static class RtcpReport
{
    /// <summary>Bytes of a report.</summary>
    public const int Length = 72;

    /// <summary>Milliseconds from report to report.</summary>
    public const int Period = 5000;

    private const int NameOffset = 52;
    private const uint SenderReport = 0x81c8_0000 | (NameOffset / 4 - 1);
    private const uint SourceDescription = 0x81ca_0000 | ((Length - NameOffset) / 4 - 1);
    private const int PeriodSeconds = Period / 1000;
    private const int RoundsPerReport = Period / RtpStream.PacketPeriod;

    /// <summary>Writes a report.</summary>
    /// <param name="packet">Room of <see cref="Length"/>.</param>
    /// <param name="sender">The sender's stream.</param>
    /// <param name="other">The stream that it receives.</param>
    /// <param name="number">Which report, from 0.</param>
    /// <param name="isAnswer">True when the other's report of this number has just been received.</param>
    /// <returns>Its sum.</returns>
    public static ulong Write(Span<byte> packet, RtpStream sender, RtpStream other, int number, bool isAnswer)
    {
        var rounds = (number + 1) * RoundsPerReport;
        var seconds = (uint)((number + 1) * PeriodSeconds);
        WriteWords(
            packet,
            [
                SenderReport,
                sender.Source,
                seconds,
                0,
                sender.Timestamp(rounds),
                (uint)rounds,
                (uint)(rounds * RtpStream.SamplesPerPacket),
                other.Source,
                0,
                other.ExtendedSequence(rounds - 1),
                0,
                isAnswer ? seconds << 16 : (seconds - PeriodSeconds) << 16,
                isAnswer || number == 0 ? 0 : (uint)PeriodSeconds << 16,
            ]
        );
        WriteName(packet[NameOffset..Length], sender.Source);
        return InternetChecksum.Sum(packet[..Length]);
    }

    private static void WriteName(Span<byte> description, uint source)
    {
        WriteWords(description, [SourceDescription, source]);
        var item = description[8..];
        item[0] = 1;
        item[1] = 8;
        source.TryFormat(item[2..], out _, "x8");
        item[10..].Clear();
    }

    private static void WriteWords(Span<byte> destination, ReadOnlySpan<uint> words)
    {
        for (var i = 0; i < words.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(destination[(i * sizeof(uint))..], words[i]);
    }
}
