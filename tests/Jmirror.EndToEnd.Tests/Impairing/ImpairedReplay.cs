using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary><c>replay --impair</c> into a file, and what tshark says of that file.</summary>
internal sealed class ImpairedReplay : IDisposable
{
    public const int Copies = 100;

    private readonly TemporaryFolder _folder = new();

    public ImpairedReplay(params string[] impairments)
    {
        File = _folder.PathOf("impaired.pcap");
        Summary = JmirrorProgram.RunJson(
            0,
            [
                "replay",
                Captures.Own("dev-pppoe-qinq-pap.pcap"),
                "--limit",
                $"{Copies}",
                "--write",
                File,
                .. impairments.SelectMany(one => (string[])["--impair", one]),
            ]
        );
        Summary.AssertBalanced();
    }

    public string File { get; }

    public JsonElement Summary { get; }

    /// <summary>Faults of a kind that the summary counts.</summary>
    public int Faults(string kind) => Summary.GetProperty("faults").GetProperty(kind).GetInt32();

    /// <summary>Frames of the file that fit a display filter.</summary>
    public int Frames(string filter) =>
        Tool.Run(
            "tshark",
            "-n",
            "-r",
            File,
            "-o",
            "ip.check_checksum:TRUE",
            "-o",
            "udp.check_checksum:TRUE",
            "-d",
            "udp.port==30030,jmirror",
            "-Y",
            filter,
            "-T",
            "fields",
            "-e",
            "frame.number"
        ).Lines.Length;

    public void Dispose() => _folder.Dispose();
}
