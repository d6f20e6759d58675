using System.Globalization;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The step <c>dtcp-request</c>.</summary>
internal static class DtcpRequestSchema
{
    private const int LowestStatus = 100;
    private const int HighestStatus = 999;

    private static readonly ScalarKind<int> Status = Scalars.Number(
        "a status code",
        LowestStatus,
        HighestStatus
    );

    private static readonly Key<DtcpRequestStep, string> Router = new("router", RadiusText.Kind)
    {
        Help = "Name or address of the router.",
        Example = "lab-mx1",
        IsRequired = true,
        Get = step => step.Router,
    };

    private static readonly Key<DtcpRequestStep, ushort> Port = new("port", Scalars.UdpPort)
    {
        Help = "Port of its DTCP service.",
        Default = DtcpConfig.DefaultPort,
        Example = "32001",
        Get = step => step.Port,
    };

    private static readonly Key<DtcpRequestStep, DtcpTransport> Transport = new(
        "transport",
        Scalars.Choice(("ssh", DtcpTransport.Ssh), ("tcp", DtcpTransport.Tcp), ("udp", DtcpTransport.Udp))
    )
    {
        Help = "How it is reached: ssh (the system's ssh, by key), tcp or udp (an emulator without SSH).",
        Default = DtcpTransport.Ssh,
        Example = "tcp",
        Get = step => step.Transport,
    };

    private static readonly Key<DtcpRequestStep, string> User = new("user", RadiusText.Kind)
    {
        Help = "User of the router who logs in; also the Csource-ID.",
        Example = "li-user",
        IsRequired = true,
        Get = step => step.User,
    };

    private static readonly Key<DtcpRequestStep, string> Subsystem = new("subsystem", Scalars.Text)
    {
        Help = "Name of the SSH subsystem.",
        Default = DtcpConfig.DefaultSubsystem,
        Example = "flow-tap-dtcp",
        // What means nothing to the other transports is not told of them.
        Get = step => step.Transport == DtcpTransport.Ssh ? step.Subsystem : null,
    };

    private static readonly Key<DtcpRequestStep, ConfigList<string>> SshOptions = new(
        "ssh-options",
        new OneOrManyKind<string>(Scalars.Text, YamlText.Scalar)
    )
    {
        Help = "Options of ssh, each as behind its -o.",
        Example = "[IdentityFile=/etc/jmirror/li_ed25519]",
        AbsentMeans = "what ssh does by itself",
        Get = step => step.SshOptions is { Count: > 0 } options ? options : null,
    };

    private static readonly Key<DtcpRequestStep, string> DigestKey = new(
        "key",
        new HiddenTextKind(Scalars.Text, DtcpConfig.DefaultKey)
    )
    {
        Help = "Key of the digests in Authentication-Info.",
        Default = DtcpConfig.DefaultKey,
        Example = DtcpConfig.DefaultKey,
        Get = step => step.Key,
    };

    private static readonly Key<DtcpRequestStep, ConfigList<string>> Lines = new(
        "lines",
        new OneOrManyKind<string>(Scalars.Text, YamlText.Scalar)
    )
    {
        Help =
            "The request: first line and parameters. Csource-ID is added where it is not among them, Seq and "
            + "Authentication-Info always.",
        Example = "[LIST DTCP/0.7, \"Flags: BOTH\"]",
        IsRequired = true,
        Get = step => step.Lines,
    };

    private static readonly Key<DtcpRequestStep, DtcpSequenceRule> Sequence = new(
        "sequence",
        StepScalars.Sequence
    )
    {
        Help =
            "Seq, beside the last number that this user sent this router with a good digest: next (one more; the first is "
            + "1), stale (one less), repeat (the same), or a number.",
        Default = DtcpSequenceRule.Next,
        Example = "stale",
        Get = step => step.Sequence,
    };

    private static readonly Key<DtcpRequestStep, DtcpAuthentication> Authentication = new(
        "authentication",
        Scalars.Choice(
            ("good", DtcpAuthentication.Good),
            ("bad", DtcpAuthentication.Bad),
            ("none", DtcpAuthentication.None)
        )
    )
    {
        Help = "Authentication-Info: good, bad (a digest under another key), or none.",
        Default = DtcpAuthentication.Good,
        Example = "bad",
        Get = step => step.Authentication,
    };

    private static readonly Key<DtcpRequestStep, ConfigList<int>> Expect = new(
        "expect",
        new OrSilenceKind(new OneOrManyKind<int>(Status, code => code.ToString(CultureInfo.InvariantCulture)))
    )
    {
        Help = "Status code that each answer must have, or a list of them; silence: there must be none.",
        Example = "[497, 498]",
        IsRequired = true,
        Get = step => step.Expect,
    };

    private static readonly Key<DtcpRequestStep, int> Times = new("times", StepScalars.Times)
    {
        Help = "How many requests are sent, through one channel.",
        Default = 1,
        Example = "100",
        Get = step => step.Times,
    };

    private static readonly Key<DtcpRequestStep, int> Rate = new("rate", StepScalars.Rate)
    {
        Help = "Most requests a second; each waits for the answer to the one before.",
        Example = "50/s",
        AbsentMeans = "as fast as answers come",
        Get = step => step.Rate,
    };

    private static readonly Key<DtcpRequestStep, TimeSpan> Timeout = new("timeout", Durations.Kind)
    {
        Help = "How long an answer may take; what comes later counts as silence.",
        Default = DtcpRequestStep.DefaultTimeout,
        Example = "5s",
        Get = step => step.Timeout,
    };

    /// <summary>The step.</summary>
    public static readonly MappingKind<DtcpRequestStep> Kind = new(
        "dtcp-request",
        [
            Router,
            Port,
            Transport,
            User,
            Subsystem,
            SshOptions,
            DigestKey,
            Lines,
            Sequence,
            Authentication,
            Expect,
            Times,
            Rate,
            Timeout,
        ],
        values => new DtcpRequestStep
        {
            Router = values.Get(Router),
            Port = values.Get(Port),
            Transport = values.Get(Transport),
            User = values.Get(User),
            Subsystem = values.Get(Subsystem),
            SshOptions = values.List(SshOptions),
            Key = values.Get(DigestKey),
            Lines = values.List(Lines),
            Sequence = values.Get(Sequence),
            Authentication = values.Get(Authentication),
            Expect = values.List(Expect),
            Times = values.Get(Times),
            Rate = values.Find(Rate),
            Timeout = values.Get(Timeout),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = step => step.Origin,
        Check = Check,
    };

    private static void Check(KeyValues<DtcpRequestStep> values, ErrorList errors)
    {
        // Such a name would be an option of ssh.
        if (values.Get(Router).StartsWith('-'))
            errors.Add(
                values.Origin.PositionOf(Router.Name),
                "router begins with '-': give a name or address"
            );
        if (values.List(Lines).Any(line => line.Any(c => c is '\r' or '\n')))
            errors.Add(
                values.Origin.PositionOf(Lines.Name),
                "lines has an entry of several lines: give one entry each"
            );
        if (values.List(Lines).Any(line => line.StartsWith("Seq:", StringComparison.OrdinalIgnoreCase)))
            errors.Add(
                values.Origin.PositionOf(Lines.Name),
                "Seq is added by the step: say sequence instead"
            );
        if (values.Get(Transport) == DtcpTransport.Ssh)
            return;
        foreach (var key in new Key<DtcpRequestStep>[] { Subsystem, SshOptions })
        {
            if (values.Has(key))
                errors.Add(
                    values.Origin.PositionOf(key.Name),
                    $"{key.Name} is for transport: ssh: remove it"
                );
        }
    }
}
