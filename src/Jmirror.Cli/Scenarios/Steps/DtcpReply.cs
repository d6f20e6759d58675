using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>What a DTCP request came to.</summary>
/// <param name="Code">Status code; 0: no answer.</param>
/// <param name="Flaw">What else is to be said of it; null: nothing, it is as it should be.</param>
internal readonly record struct DtcpReply(int Code, string? Flaw)
{
    /// <summary>Nothing in time.</summary>
    public static readonly DtcpReply Silence = new(0, null);

    /// <summary>The router closed the channel. That is not the silence of a router that drops a request.</summary>
    public static readonly DtcpReply Closed = new(0, "the channel was closed");

    /// <summary>The reply that an answer is.</summary>
    public static DtcpReply Of(DtcpAnswer answer, bool repeatsSeq, bool isAuthentic) =>
        new(
            answer.Code,
            !isAuthentic ? "with a wrong digest"
                : !repeatsSeq ? "with another Seq"
                : null
        );

    /// <summary>True when the router looked at the request's number and took it.</summary>
    public bool TakesSequence =>
        Code != 0
        && (DtcpStatus)Code
            is not (
                DtcpStatus.InvalidAuthentication
                or DtcpStatus.InvalidSequence
                or DtcpStatus.InvalidControlSource
            );

    /// <summary>True when this is what was expected: one of the codes, or no answer where there are none.</summary>
    public bool Meets(ConfigList<int> codes) =>
        Flaw is null && (codes.Count == 0 ? Code == 0 : codes.Contains(Code));

    /// <summary>The reply in words.</summary>
    public override string ToString() =>
        (Code, Flaw) switch
        {
            (0, null) => "no answer",
            (0, _) => Flaw,
            (_, null) => $"{Code}",
            _ => $"{Code} {Flaw}",
        };
}
