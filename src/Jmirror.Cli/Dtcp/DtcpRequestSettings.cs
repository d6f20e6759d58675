using Jmirror.Protocol.Dtcp;

namespace Jmirror.Cli.Dtcp;

/// <summary>To which router a request goes, as whom, and how.</summary>
internal sealed record DtcpRequestSettings
{
    public required string Router { get; init; }

    public required ushort Port { get; init; }

    public required string User { get; init; }

    public required string Subsystem { get; init; }

    public required byte[] Key { get; init; }

    public required DtcpVersion Version { get; init; }

    public required ulong Seq { get; init; }

    public required IReadOnlyList<string> SshOptions { get; init; }

    public bool Print { get; init; }

    public bool Json { get; init; }

    /// <summary>A signed request of this user; parameters without a value are left out.</summary>
    public byte[] Compose(DtcpMethod method, IEnumerable<(string Name, string? Value)> parameters)
    {
        var request = DtcpWriter.Request(method, Version).Add(DtcpNames.CsourceId, DtcpText.Encode(User));
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                request.Add(name, DtcpText.Encode(value));
        }
        return request.Add(DtcpNames.Seq, $"{Seq}").Sign(Key, DtcpNames.AuthenticationInfo);
    }
}
