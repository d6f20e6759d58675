using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>Why a request is not carried out.</summary>
/// <param name="Status">What to answer.</param>
/// <param name="Reason">For the secure log, one clause.</param>
internal sealed record Refusal(DtcpStatus Status, string Reason)
{
    /// <summary>The parameter that is to blame.</summary>
    public DtcpLine? Line { get; private init; }

    /// <summary>Name of the parameter that is missing.</summary>
    public string? Missing { get; private init; }

    /// <summary>A parameter is to blame.</summary>
    public static Refusal Of(DtcpStatus status, DtcpLine line, string reason) =>
        new(status, $"{line.Name} {reason}") { Line = line };

    /// <summary>A parameter is missing.</summary>
    public static Refusal Lacks(DtcpStatus status, string name) =>
        new(status, $"{name} is missing") { Missing = name };

    /// <summary>Repeats what is to blame; what is missing is named without a value.</summary>
    public void WriteTo(DtcpWriter answer)
    {
        if (Line is not null)
            answer.Repeat(Line);
        else if (Missing is not null)
            answer.Add(Missing.ToUpperInvariant(), "");
    }
}
