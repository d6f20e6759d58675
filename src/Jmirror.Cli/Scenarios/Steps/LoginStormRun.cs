using System.Buffers.Binary;
using System.Globalization;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Carries a <see cref="LoginStormStep"/> out.</summary>
internal sealed class LoginStormRun(LoginStormStep step, StepContext context)
{
    private const string NasName = "jmirror";

    // Far more than a server works at; a socket each.
    private const int MostUnderWay = 512;
    private const double Millisecond = 1e6;

    private readonly RadiusSecret _password = step.Login.Password.Read(RadiusPassword.MaxLength);
    private readonly TaskCompletionSource _storm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _loggingIn = step.Count;

    public async Task<StepFinding> ExecuteAsync(CancellationToken cancellation)
    {
        using var client = new SessionClient(
            step.Radius,
            NasName,
            MostUnderWay,
            context.Time,
            context.Random
        );
        var sessions = await BeginAllAsync(client, cancellation).ConfigureAwait(false);
        await Task.WhenAll(sessions).ConfigureAwait(false);
        var came = client.Figures;
        var least = step.ExpectAccepted.Of(step.Count);
        return new StepFinding(
            came.Accepted >= least,
            $"at least {least} of {step.Count} logins expected; came: {came.Accepted} accepted, "
                + $"{came.Rejected} rejected, {came.Unanswered} unanswered; {InWords(came.AnswerTimes)}; "
                + $"{came.UnansweredReports} accounting reports unanswered",
            came.Accepted
        );
    }

    private async Task<List<Task>> BeginAllAsync(SessionClient client, CancellationToken cancellation)
    {
        var cadence = new Cadence(step.Rate, context.Time);
        var firstSession = FirstSession();
        var sessions = new List<Task>(step.Count);
        for (var i = 0; i < step.Count; i++)
        {
            await cadence.WaitForAsync(i, cancellation).ConfigureAwait(false);
            IReadOnlyList<SubscriberIdentity> identities =
            [
                new(IdentityKind.Username, NameOf(i + 1)),
                new(
                    IdentityKind.AcctSessionId,
                    unchecked(firstSession + (uint)i).ToString(CultureInfo.InvariantCulture)
                ),
            ];
            sessions.Add(LiveAsync(client, identities, cancellation));
        }
        return sessions;
    }

    /// <summary>One session from its login to its Stop.</summary>
    private async Task LiveAsync(
        SessionClient client,
        IReadOnlyList<SubscriberIdentity> identities,
        CancellationToken cancellation
    )
    {
        var login = await client
            .LogInAsync(identities, _password, step.Login.Method, cancellation)
            .ConfigureAwait(false);
        if (Interlocked.Decrement(ref _loggingIn) == 0)
            _storm.SetResult();
        if (login.Outcome != LoginOutcome.Accepted)
            return;
        var session = new AccountedSession(login, UnixTime.Now(context.Time));
        var state = new SessionState(identities, [], default);
        await client
            .ReportAsync(AcctStatusType.Start, session, state, TerminateCause.None, cancellation)
            .ConfigureAwait(false);
        if (step.LogoutAfter is { } life)
            await Task.Delay(life, context.Time, cancellation).ConfigureAwait(false);
        else
            await _storm.Task.WaitAsync(cancellation).ConfigureAwait(false);
        await client
            .ReportAsync(AcctStatusType.Stop, session, state, TerminateCause.UserRequest, cancellation)
            .ConfigureAwait(false);
    }

    private static string InWords(Histogram times) =>
        times.Count == 0
            ? "no answer times"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"answers after {times.ValueAtPercentile(50) / Millisecond:0.0} ms (median), "
                    + $"{times.ValueAtPercentile(99) / Millisecond:0.0} ms (99 %), {times.Max / Millisecond:0.0} ms (longest)"
            );

    private string NameOf(int number) =>
        step.Username.Replace(
            LoginStormStep.NumberMark,
            number.ToString(CultureInfo.InvariantCulture),
            StringComparison.Ordinal
        );

    // Another one in each run, so that servers do not take its sessions for those of the last.
    private uint FirstSession()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        context.Random(bytes);
        return BinaryPrimitives.ReadUInt32BigEndian(bytes);
    }
}
