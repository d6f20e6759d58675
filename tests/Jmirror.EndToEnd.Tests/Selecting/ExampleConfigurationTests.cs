using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Selecting;

/// <summary>The files under <c>configs/</c>, run as their comments say.</summary>
public sealed class ExampleConfigurationTests : IDisposable
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(Path.GetDirectoryName(Captures.Own("x"))!, "..", "..", "configs")
    );
    // The others are for a live run.
    private const string Command = "./jmirror replay ";

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Examples =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.yaml")
                .Where(path => File.ReadAllText(path).Contains(Command, StringComparison.Ordinal))
                .Select(path => Path.GetFileName(path)),
        ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_RunsAsItsCommentSays(string name)
    {
        var config = Path.Combine(Folder, name);
        var output = _folder.PathOf("out.pcap");

        var summary = JmirrorProgram.RunJson(
            0,
            "replay",
            CaptureFor(name, File.ReadAllText(config)),
            "--config",
            config,
            "--write",
            output
        );

        summary.AssertBalanced();
        Assert.InRange(summary.Packets("sent"), 1, long.MaxValue);
        Assert.Equal(summary.Packets("sent"), Tool.Run("tshark", "-n", "-r", output).Lines.Length);
    }

    public void Dispose() => _folder.Dispose();

    // The comment names a capture of the checkout, or CAPTURE where the reader needs one of his own.
    private static string CaptureFor(string name, string text)
    {
        var capture = text.Split(Command)[1].Split(' ')[0];
        return name switch
        {
            "l2tp-session.yaml" => Captures.Shared("subscriber/l2tp-lac-lns-chap.pcap"),
            "voip-classifier.yaml" => Captures.Shared("subscriber/sip-rtp-g711.pcap"),
            _ => Captures.Own(Path.GetFileName(capture)),
        };
    }
}
