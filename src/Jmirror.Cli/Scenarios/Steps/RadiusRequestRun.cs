using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Carries a <see cref="RadiusRequestStep"/> out.</summary>
internal sealed class RadiusRequestRun(RadiusRequestStep step, StepContext context, SentRequests requests)
{
    // Each request under way has a port of its own, so that identifiers never run out.
    private const int MostUnderWay = 256;

    private readonly RadiusSecret _secret = step.Secret.Read();
    private readonly Tally _tally = new();
    private SentRequest? _last;
    private bool _isMet = true;

    public async Task<StepFinding> ExecuteAsync(CancellationToken cancellation)
    {
        try
        {
            if (step.IsRetransmitted)
                await RetransmitAsync(cancellation).ConfigureAwait(false);
            else if (step.Rate is { } rate)
                await FloodAsync(new Cadence(rate, context.Time), cancellation).ConfigureAwait(false);
            else
                await AskInTurnAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (step.Name is null)
                _last?.Client.Dispose();
            else if (_last is not null)
                requests.Keep(step.Name, _last);
        }
        var expected = DynamicAnswer.Describe(step.Expect, step.ErrorCause);
        return new StepFinding(_isMet, $"{expected} expected; came: {_tally}");
    }

    private async Task RetransmitAsync(CancellationToken cancellation)
    {
        var request = Write();
        var client = new DynamicClient(step.To, context.Time);
        byte[]? first = null;
        for (var i = 0; i < step.Times; i++)
        {
            var answer = await client
                .AskAsync(request, _secret, step.Timeout, cancellation)
                .ConfigureAwait(false);
            first ??= answer.Bytes;
            Take(
                new SentRequest(request, step.To, client, _secret, answer),
                isSame: answer.Bytes.AsSpan().SequenceEqual(first)
            );
        }
    }

    private async Task AskInTurnAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < step.Times; i++)
            Take(await AskAsync(cancellation).ConfigureAwait(false));
    }

    private async Task FloodAsync(Cadence cadence, CancellationToken cancellation)
    {
        var underWay = new HashSet<Task<SentRequest>>();
        for (var i = 0; i < step.Times; i++)
        {
            await cadence.WaitForAsync(i, cancellation).ConfigureAwait(false);
            if (underWay.Count == MostUnderWay)
                await TakeOneAsync(underWay).ConfigureAwait(false);
            underWay.Add(AskAsync(cancellation));
        }
        while (underWay.Count > 0)
            await TakeOneAsync(underWay).ConfigureAwait(false);
    }

    private async Task TakeOneAsync(HashSet<Task<SentRequest>> underWay)
    {
        var done = await Task.WhenAny(underWay).ConfigureAwait(false);
        underWay.Remove(done);
        Take(await done.ConfigureAwait(false));
    }

    private async Task<SentRequest> AskAsync(CancellationToken cancellation)
    {
        var request = Write();
        var client = new DynamicClient(step.To, context.Time);
        try
        {
            var answer = await client
                .AskAsync(request, _secret, step.Timeout, cancellation)
                .ConfigureAwait(false);
            return new SentRequest(request, step.To, client, _secret, answer);
        }
        catch (OperationCanceledException)
        {
            client.Dispose();
            throw;
        }
    }

    private byte[] Write() =>
        DynamicRequestPacket.Write(step, _secret, context.Time.GetUtcNow(), context.Random);

    private void Take(SentRequest sent, bool isSame = true)
    {
        _tally.Add(isSame ? $"{sent.Answer}" : $"{sent.Answer} unlike the first");
        _isMet &= isSame && sent.Answer.Meets(step.Expect, step.ErrorCause);
        if (_last is { } earlier && !ReferenceEquals(earlier.Client, sent.Client))
            earlier.Client.Dispose();
        _last = sent;
    }
}
