using Jmirror.Engine.Measuring;

namespace Jmirror.Provisioning.Radius;

/// <summary>What became of logins by RADIUS and of their accounting reports. Any thread may count, and read at any time.</summary>
public sealed class LoginFigures
{
    private const long NanosecondsPerTick = TimeSpan.NanosecondsPerTick;

    private readonly Lock _gate = new();
    private readonly Histogram _answerTimes = new();
    private long _accepted;
    private long _rejected;
    private long _unanswered;
    private long _mirrorOrders;
    private long _reports;
    private long _unansweredReports;

    /// <summary>Access-Accepts.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Access-Rejects, and challenges that nobody can answer here.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Access-Requests that no server answered.</summary>
    public long Unanswered => Interlocked.Read(ref _unanswered);

    /// <summary>Access-Accepts that have mirroring attributes, whatever became of them.</summary>
    public long MirrorOrders => Interlocked.Read(ref _mirrorOrders);

    /// <summary>Accounting-Requests: Start, Interim-Update, Stop.</summary>
    public long Reports => Interlocked.Read(ref _reports);

    /// <summary>Those of them that no server answered.</summary>
    public long UnansweredReports => Interlocked.Read(ref _unansweredReports);

    /// <summary>How long the answers to Access-Requests took, nanoseconds, from the first sending on; as they are now.</summary>
    public Histogram AnswerTimes
    {
        get
        {
            var copy = new Histogram();
            lock (_gate)
                copy.Add(_answerTimes);
            return copy;
        }
    }

    internal void Count(LoginOutcome outcome, TimeSpan answerTime)
    {
        if (outcome == LoginOutcome.NoAnswer)
        {
            Interlocked.Increment(ref _unanswered);
            return;
        }
        lock (_gate)
            _answerTimes.Record(answerTime.Ticks * NanosecondsPerTick);
        Interlocked.Increment(ref outcome == LoginOutcome.Accepted ? ref _accepted : ref _rejected);
    }

    internal void CountMirrorOrder() => Interlocked.Increment(ref _mirrorOrders);

    internal void CountReport(bool isAnswered)
    {
        Interlocked.Increment(ref _reports);
        if (!isAnswered)
            Interlocked.Increment(ref _unansweredReports);
    }
}
