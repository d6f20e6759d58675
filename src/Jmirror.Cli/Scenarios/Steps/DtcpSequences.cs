using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>The last sequence number that each router took from each user, as far as the steps know.</summary>
internal sealed class DtcpSequences
{
    private readonly Dictionary<(string Router, ushort Port, string User), ulong> _last = [];

    /// <summary>The number of a step's request; null: it relates to an earlier one, and none was taken.</summary>
    /// <param name="step">The step.</param>
    /// <param name="index">Which of its requests, from 0.</param>
    public ulong? Of(DtcpRequestStep step, int index)
    {
        ulong? last = _last.TryGetValue(KeyOf(step), out var known) ? known : null;
        return step.Sequence.Kind switch
        {
            DtcpSequenceKind.Next => unchecked((last ?? 0) + 1),
            DtcpSequenceKind.Given => unchecked(step.Sequence.Number + (ulong)index),
            DtcpSequenceKind.Repeat => last,
            _ => unchecked(last - 1),
        };
    }

    /// <summary>Notes that the router took a number.</summary>
    public void Take(DtcpRequestStep step, ulong number) => _last[KeyOf(step)] = number;

    private static (string Router, ushort Port, string User) KeyOf(DtcpRequestStep step) =>
        (step.Router, step.Port, step.User);
}
