using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Carries a <see cref="DtcpRequestStep"/> out.</summary>
internal sealed class DtcpRequestStepRun(DtcpRequestStep step, StepContext context, DtcpSequences sequences)
{
    private readonly byte[] _key = Encoding.UTF8.GetBytes(step.Key);
    private readonly HashSet<ulong> _unanswered = [];

    public async Task<StepFinding> ExecuteAsync(CancellationToken cancellation)
    {
        var tally = new Tally();
        var isMet = true;
        var link = await DtcpLink.OpenAsync(step, cancellation).ConfigureAwait(false);
        await using (link.ConfigureAwait(false))
        {
            var cadence = step.Rate is { } rate ? new Cadence(rate, context.Time) : null;
            for (var i = 0; i < step.Times; i++)
            {
                if (cadence is not null)
                    await cadence.WaitForAsync(i, cancellation).ConfigureAwait(false);
                if (sequences.Of(step, i) is not { } seq)
                    return new StepFinding(Passed: false, "no request of this user was taken before");
                var reply = await AskAsync(link, seq, cancellation).ConfigureAwait(false);
                tally.Add($"{reply}");
                isMet &= reply.Meets(step.Expect);
                if (reply.TakesSequence)
                    sequences.Take(step, seq);
            }
        }
        var expected = step.Expect.Count == 0 ? "no answer" : string.Join(" or ", step.Expect);
        return new StepFinding(isMet, $"{expected} expected; came: {tally}");
    }

    private async Task<DtcpReply> AskAsync(DtcpLink link, ulong seq, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(step.Timeout, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            await link.SendAsync(DtcpRequestText.Write(step, seq), either.Token).ConfigureAwait(false);
            while (true)
            {
                var answer = await link.Answers.ReadAsync(either.Token).ConfigureAwait(false);
                // What comes late belongs to an earlier request.
                if (SeqOf(answer) is { } answered && answered != seq && _unanswered.Remove(answered))
                    continue;
                return DtcpReply.Of(answer, SeqOf(answer) == seq, answer.Message.IsAuthentic(_key));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _unanswered.Add(seq);
            return DtcpReply.Silence;
        }
        catch (Exception end) when (end is ChannelClosedException or IOException or SocketException)
        {
            return DtcpReply.Closed;
        }
    }

    private static ulong? SeqOf(DtcpAnswer answer) =>
        ulong.TryParse(
            answer.Message.Find(DtcpNames.Seq)?.Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seq
        )
            ? seq
            : null;
}
