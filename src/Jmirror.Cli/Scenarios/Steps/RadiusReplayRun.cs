using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Carries a <see cref="RadiusReplayStep"/> out.</summary>
internal static class RadiusReplayRun
{
    public static async Task<StepFinding> ExecuteAsync(
        RadiusReplayStep step,
        StepContext context,
        SentRequests requests,
        CancellationToken cancellation
    )
    {
        var sent = requests[step.Of];
        using var another = new DynamicClient(sent.Router, context.Time);
        var client = step.IsFromSamePort ? sent.Client : another;
        var answer = await client
            .AskAsync(sent.Bytes, sent.Secret, step.Timeout, cancellation)
            .ConfigureAwait(false);
        var expected = DynamicAnswer.Describe(step.Expect, step.ErrorCause);
        var isMet = answer.Meets(step.Expect, step.ErrorCause);
        if (!isMet || !step.IsFromSamePort || step.Expect == DynamicExpectation.Silence)
            return new StepFinding(isMet, $"{expected} expected to the same bytes again; came: {answer}");
        // RFC 5080, section 2.2.2: the answer to a retransmission is the one that was sent before.
        var isSame = answer.Bytes.AsSpan().SequenceEqual(sent.Answer.Bytes);
        return new StepFinding(
            isSame,
            $"the first answer expected to the same bytes again; came: {(isSame ? "it" : $"another {answer}")}"
        );
    }
}
