using System.Buffers.Binary;
using System.Globalization;
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

    private readonly RadiusSecret _password = step.Login.Password.Read(RadiusPassword.MaxLength);
    private readonly TaskCompletionSource _storm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly AnswerTimes _times = new();
    private readonly Dictionary<LoginOutcome, int> _outcomes = [];
    private int _unansweredReports;
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
        var accepted = CountOf(LoginOutcome.Accepted);
        var least = step.ExpectAccepted.Of(step.Count);
        return new StepFinding(
            accepted >= least,
            $"at least {least} of {step.Count} logins expected; came: {accepted} accepted, "
                + $"{CountOf(LoginOutcome.Rejected)} rejected, {CountOf(LoginOutcome.NoAnswer)} unanswered; {_times}; "
                + $"{_unansweredReports} accounting reports unanswered",
            accepted
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
        var asked = context.Time.GetTimestamp();
        var login = await client
            .LogInAsync(identities, _password, step.Login.Method, cancellation)
            .ConfigureAwait(false);
        Note(login.Outcome, context.Time.GetElapsedTime(asked));
        if (login.Outcome != LoginOutcome.Accepted)
            return;
        var begin = context.Time.GetTimestamp();
        NoteReport(await client.StartAsync(identities, login, cancellation).ConfigureAwait(false));
        if (step.LogoutAfter is { } life)
            await Task.Delay(life, context.Time, cancellation).ConfigureAwait(false);
        else
            await _storm.Task.WaitAsync(cancellation).ConfigureAwait(false);
        var duration = context.Time.GetElapsedTime(begin);
        NoteReport(await client.StopAsync(identities, login, duration, cancellation).ConfigureAwait(false));
    }

    private void Note(LoginOutcome outcome, TimeSpan time)
    {
        lock (_gate)
        {
            _outcomes[outcome] = CountOf(outcome) + 1;
            if (outcome != LoginOutcome.NoAnswer)
                _times.Add(time);
            if (--_loggingIn == 0)
                _storm.SetResult();
        }
    }

    private void NoteReport(bool isAnswered)
    {
        if (!isAnswered)
            Interlocked.Increment(ref _unansweredReports);
    }

    private int CountOf(LoginOutcome outcome) => _outcomes.GetValueOrDefault(outcome);

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
