using System.Globalization;
using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>A million subscribers are no more than numbers.</summary>
public sealed class MillionTests
{
    private const long Gibibyte = 1024 * 1024;

    [Fact]
    public void Generate_AMillionSubscribersTenThousandMirrored_AddsUpInBoundedMemory()
    {
        const int Packets = 500_000;
        using var generator = RunningTool.Start(
            JmirrorProgram.Path,
            [
                "generate",
                "--subscribers",
                "1000000",
                "--mirrored",
                "1%",
                "--even",
                "--dry-run",
                "--limit",
                $"{Packets}",
                "--json",
            ]
        );
        long kibibytes = 0;
        Waiting.Until(
            () =>
            {
                kibibytes = Math.Max(kibibytes, PeakMemoryOf(generator.Id));
                return generator.HasEnded;
            },
            "it ends"
        );

        var summary = JmirrorProgram.Summary(generator.WaitForEnd(), 0);
        Assert.Equal((Packets, Packets), (summary.Packets("generated"), summary.Packets("sent")));
        var sessions = summary.GetProperty("sessions");
        Assert.Equal(1_000_000, sessions.GetProperty("online").GetInt32());
        Assert.Equal(10_000, sessions.GetProperty("mirroredOnline").GetInt32());
        var mirrors = summary.GetProperty("mirrors").EnumerateArray().ToList();
        Assert.Equal(10_000, mirrors.DistinctBy(mirror => mirror.GetProperty("mirrorId").GetInt64()).Count());
        // Each has its turn at all times: none is a packet ahead of another.
        Assert.All(mirrors, mirror => Assert.Equal(Packets / 10_000, PacketsOf(mirror)));
        Assert.InRange(kibibytes, 1, Gibibyte);
    }

    private static long PacketsOf(JsonElement mirror) => mirror.GetProperty("packets").GetInt64();

    // proc(5): peak resident set size, kB; 0 once the process has ended.
    private static long PeakMemoryOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? 0
                : long.Parse(
                    line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
                    CultureInfo.InvariantCulture
                );
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
