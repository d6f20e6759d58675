using System.Buffers.Binary;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Replaying;

/// <summary>Whatever the capture, every packet is accounted for, and the exit code says whether the capture was whole.</summary>
public sealed class ConservationTests : IDisposable
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;
    private const int CapturedLengthOffset = 8;
    private const int Trials = 12;

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> AllCaptures =>
        [.. Captures.AllShared, "own/dev-pppoe-qinq-pap.pcap", "own/dev-ipoe-dhcp82.pcap"];

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void WholeCapture_EveryForm_IsBalanced(string name)
    {
        var count = PcapFile.Read(PathOf(name)).Count;
        foreach (var options in (string[])["--as auto", "--as ip", "--as ppp", "--series e --no-header"])
        {
            var (exitCode, summary) = Replay(PathOf(name), options.Split(' '));
            Assert.Equal(ExitCode.Success, exitCode);
            Assert.Equal(count, summary!.Value.Packets("read"));
        }
    }

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void CutCapture_IsBalancedAndDamagedUnlessCutBetweenRecords(string name)
    {
        var bytes = File.ReadAllBytes(PathOf(name));
        var ends = EndsOfRecords(bytes);
        var random = new Random(bytes.Length);
        int[] cuts =
        [
            ends[random.Next(ends.Count)],
            .. Enumerable.Range(0, Trials).Select(_ => random.Next(FileHeaderLength, bytes.Length)),
            bytes.Length - 1,
        ];
        foreach (var cut in cuts)
        {
            var (exitCode, summary) = Replay(Write(bytes[..cut]));
            Assert.Equal(
                cut == FileHeaderLength || ends.Contains(cut) ? ExitCode.Success : ExitCode.CheckFailed,
                exitCode
            );
            Assert.Equal(ends.Count(end => end <= cut), summary!.Value.Packets("read"));
        }
    }

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void FlippedBitInAPacket_IsBalancedAndNoDamageToTheCapture(string name)
    {
        var bytes = File.ReadAllBytes(PathOf(name));
        var ends = EndsOfRecords(bytes);
        var random = new Random(bytes.Length);
        for (var i = 0; i < Trials; i++)
        {
            var record = random.Next(ends.Count);
            var data = (record == 0 ? FileHeaderLength : ends[record - 1]) + RecordHeaderLength;
            // The headers, which are looked at, stand in front.
            var at = data + random.Next(Math.Min(64, ends[record] - data));
            var (exitCode, summary) = Replay(Write(Flipped(bytes, at, random)));
            Assert.Equal(ExitCode.Success, exitCode);
            Assert.Equal(ends.Count, summary!.Value.Packets("read"));
        }
    }

    [Theory]
    [MemberData(nameof(AllCaptures))]
    public void FlippedBitInTheFileFormat_IsBalancedOrRefused(string name)
    {
        var bytes = File.ReadAllBytes(PathOf(name));
        var ends = EndsOfRecords(bytes);
        var random = new Random(bytes.Length);
        for (var i = 0; i < Trials; i++)
        {
            var record = random.Next(ends.Count + 1);
            var at =
                record == 0
                    ? random.Next(FileHeaderLength)
                    : ends[record - 1] + random.Next(RecordHeaderLength);
            Replay(Write(Flipped(bytes, Math.Min(at, bytes.Length - 1), random)));
        }
    }

    public void Dispose() => _folder.Dispose();

    // Refused captures have no summary.
    private static (int ExitCode, JsonElement? Summary) Replay(string capture, params string[] options)
    {
        var run = CommandRun.Of(["replay", capture, "--dry-run", "--json", .. options]);
        if (run.ExitCode == ExitCode.BadInput)
        {
            run.AssertRefused(ExitCode.BadInput, capture);
            return (run.ExitCode, null);
        }
        var summary = JsonDocument.Parse(run.Output).RootElement;
        summary.AssertBalanced();
        var problems = summary.GetProperty("problems").EnumerateArray().ToList();
        Assert.Equal(problems.Count == 0 ? ExitCode.Success : ExitCode.CheckFailed, run.ExitCode);
        Assert.All(
            problems,
            problem => Assert.StartsWith(capture, problem.GetString(), StringComparison.Ordinal)
        );
        return (run.ExitCode, summary);
    }

    private static List<int> EndsOfRecords(byte[] bytes)
    {
        var isLittleEndian = bytes[0] is 0xd4 or 0x4d;
        var ends = new List<int>();
        for (var at = FileHeaderLength; at < bytes.Length; )
        {
            var length = bytes.AsSpan(at + CapturedLengthOffset);
            at +=
                RecordHeaderLength
                + (
                    isLittleEndian
                        ? BinaryPrimitives.ReadInt32LittleEndian(length)
                        : BinaryPrimitives.ReadInt32BigEndian(length)
                );
            ends.Add(at);
        }
        return ends;
    }

    private static byte[] Flipped(byte[] bytes, int at, Random random)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[at] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    private string Write(byte[] bytes)
    {
        var path = _folder.PathOf("broken.pcap");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string PathOf(string name) =>
        name.StartsWith("own/", StringComparison.Ordinal) ? Captures.Own(name[4..]) : Captures.Shared(name);
}
