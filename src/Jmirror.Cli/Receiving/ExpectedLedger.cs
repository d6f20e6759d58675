using Jmirror.Verification.Comparing;
using Jmirror.Verification.Ledgers;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Receiving;

/// <summary>The sender's ledger, followed while packets arrive, and the comparison with them.</summary>
internal sealed class ExpectedLedger : IDisposable
{
    private readonly string _path;
    private readonly AwaitedFile _file;
    private readonly LedgerReader _reader;
    private readonly LedgerFollower _follower;

    private ExpectedLedger(string path, ComparisonOptions options, long holdBack)
    {
        _path = path;
        _file = new AwaitedFile(path);
        _reader = new LedgerReader(_file);
        Comparison = new LedgerComparison(options);
        _follower = new LedgerFollower(_reader, Comparison, options, holdBack);
    }

    public LedgerComparison Comparison { get; }

    /// <summary>True once all that the sender recorded has been read.</summary>
    public bool IsClosed => _reader.End == LedgerEnd.Closed;

    /// <summary>Opens what a command was told to expect; null when it was told nothing.</summary>
    /// <param name="settings">Of the run.</param>
    /// <param name="rates">Where sent and lost packets are counted by time.</param>
    /// <exception cref="CommandException">A ledger that should be finished is not there or not a ledger.</exception>
    public static ExpectedLedger? Open(ReceiveSettings settings, RateSeries rates)
    {
        if (settings.Verdict.Ledger is not { } path)
            return null;
        if (!settings.IsLive)
            DemandLedger(path);
        var options = new ComparisonOptions
        {
            ClockIsShared = settings.ClockIsShared,
            Rates = settings.ClockIsShared ? rates : null,
        };
        return new ExpectedLedger(path, options, settings.IsLive ? LedgerFollower.LiveHoldBack : 0);
    }

    /// <summary>Every stream of a finished ledger.</summary>
    /// <exception cref="CommandException">It is not there or not a ledger.</exception>
    public static IReadOnlyList<StreamKey> StreamsOf(string path)
    {
        DemandLedger(path);
        using var reader = LedgerReader.Open(path);
        while (reader.TryRead(out _)) { }
        return reader.Streams;
    }

    public void Add(in Arrival arrival) => _follower.Add(arrival);

    /// <summary>Compares what has waited long enough.</summary>
    /// <param name="now">Nanoseconds since 1970-01-01 UTC.</param>
    public void Advance(long now) => _follower.Advance(now);

    /// <summary>Ends the comparison.</summary>
    public void Finish() => _follower.Finish();

    /// <summary>What is wrong with the ledger, when all is over.</summary>
    public IEnumerable<string> Problems()
    {
        if (!_file.IsThere)
            yield return $"{_path}: the sender has not written this ledger, so nothing is known of what it sent";
        else if (_reader.Problem is { } problem)
            yield return $"{_path}: {problem}; what was sent later is not known";
        else if (!IsClosed)
            yield return $"{_path}: the sender has not closed this ledger: it is still sending, and what was on its way counts as lost, or it has died";
        if (Comparison.Total().Imbalance() is { } imbalance)
            yield return $"the figures do not add up ({imbalance}): please report this";
    }

    public void Dispose() => _reader.Dispose();

    private static void DemandLedger(string path)
    {
        if (!File.Exists(path))
            throw new CommandException($"{path}: there is no such ledger");
        using var reader = LedgerReader.Open(path);
        if (!reader.TryRead(out _) && reader.Problem is { } problem)
            throw new CommandException($"{path}: {problem}");
    }
}
