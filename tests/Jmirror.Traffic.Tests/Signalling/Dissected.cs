using Jmirror.Testing;

namespace Jmirror.Traffic.Tests.Signalling;

/// <summary>Frames as tshark understands them, with all checksums and RADIUS authenticators verified.</summary>
internal sealed class Dissected : IDisposable
{
    private const uint Ethernet = 1;
    private const long Millisecond = 1_000_000;

    private static readonly string[] Preferences =
    [
        "ip.check_checksum:TRUE",
        "udp.check_checksum:TRUE",
        "radius.validate_authenticator:TRUE",
        $"radius.shared_secret:{Plans.Secret}",
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;

    public Dissected(IEnumerable<LoginFrame> frames)
    {
        _file = _folder.PathOf("signalling.pcap");
        PcapFile.Write(_file, Ethernet, frames.Select((frame, i) => (i * Millisecond, frame.Bytes)));
    }

    /// <summary>What tshark finds wrong, or so strange that it warns.</summary>
    public string[] Faults =>
        Lines(
            "_ws.malformed || _ws.expert.severity >= 0x600000 || radius.authenticator.invalid == 1",
            "frame.number",
            "_ws.col.Protocol",
            "_ws.col.Info",
            "_ws.expert.message"
        );

    /// <summary>Those of the fields that each frame has, in order; frames without any are left out.</summary>
    public string[] Fields(params string[] fields) =>
        [.. Lines("frame", fields).Where(line => line.Length > 0)];

    public void Dispose() => _folder.Dispose();

    private string[] Lines(string filter, params string[] fields)
    {
        var arguments = new List<string> { "-r", _file, "-Y", filter, "-T", "fields", "-E", "separator= " };
        foreach (var preference in Preferences)
            arguments.AddRange(["-o", preference]);
        foreach (var field in fields)
            arguments.AddRange(["-e", field]);
        return [.. Tool.Run("tshark", arguments).Lines.Select(Compact)];
    }

    private static string Compact(string line) =>
        string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
