using Jmirror.Cli.Decoding;
using Jmirror.Cli.Output;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Pacing;
using Jmirror.Protocol.Ip;
using Jmirror.Verification.Reporting;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Cli.Receiving;

/// <summary>Puts a receiver together, runs it, and holds what arrived against what was expected.</summary>
internal sealed class ReceiveRun
{
    private static readonly TimeSpan LedgerPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LedgerLook = TimeSpan.FromMilliseconds(50);

    private readonly ReceiveSettings _settings;
    private readonly ReceiveSource _source;
    private readonly Receiver _receiver;
    private readonly ExpectedLedger? _ledger;
    private readonly MonotonicClock _clock = new(TimeProvider.System);

    private ReceiveRun(
        ReceiveSettings settings,
        ReceiveSource source,
        Receiver receiver,
        ExpectedLedger? ledger
    )
    {
        (_settings, _source, _receiver, _ledger) = (settings, source, receiver, ledger);
    }

    public static int Execute(ReceiveSettings settings, Terminal terminal)
    {
        if (!settings.ClockIsShared && settings.Verdict.Expectation.MaxLatencies.Count > 0)
            throw new CommandException(
                "--max-latency needs one clock for sender and receiver: --clock shared"
            );
        NamedFiles.RefuseOverwriting(settings);
        settings = WithPortsOfLedger(settings);
        var rates = new RateSeries();
        using var ledger = ExpectedLedger.Open(settings, rates);
        using var interruption = new Interruption();
        // Inputs first: an output file that is one of them is then refused.
        using var source = ReceiveSource.Open(settings, interruption.Token);
        var reader = new MirrorReader(source.Ports, settings.IsBare);
        var start = TimeProvider.System.GetUtcNow();
        ReceiveSummary summary;
        Verdict verdict;
        bool isInterrupted;
        using (
            var inner = settings.Write is null ? null : InnerCapture.Create(settings.Write, byStream: true)
        )
        using (
            var whole = settings.WriteDatagrams is null
                ? null
                : DatagramCapture.Create(settings.WriteDatagrams, source.Interfaces)
        )
        {
            var receiver = new Receiver(reader, rates, ledger, inner, whole, settings.Limit ?? long.MaxValue);
            using var metrics = MetricsEndpoint.Open(settings.Metrics, receiver, ledger);
            var run = new ReceiveRun(settings, source, receiver, ledger);
            if (settings.IsLive)
                terminal.Error.WriteLine($"receiving from {source.Name}{metrics?.Announcement}");
            var elapsed = run.Receive(terminal, interruption.Token);
            isInterrupted = interruption.Happened;
            ledger?.Finish();
            verdict = new Judge(receiver.Streams, receiver.Directions, ledger?.Comparison).Decide(
                settings.Verdict.Expectation
            );
            summary = ReceiveSummary.Of(settings, source, reader, receiver, ledger, verdict, elapsed) with
            {
                Unwritten = inner?.Unwritten ?? 0,
            };
        }
        ReceiveOutput.Write(summary, settings, rates, start, terminal);
        return isInterrupted ? ExitCode.Interrupted
            : summary.Problems.Count > 0 || !verdict.Passed ? ExitCode.CheckFailed
            : ExitCode.Success;
    }

    private TimeSpan Receive(Terminal terminal, CancellationToken cancellation)
    {
        var start = _clock.Now;
        var table = new LiveTable(_receiver, _source, _ledger, _clock);
        using (new Progress(terminal, table.Draw, TimeProvider.System))
        {
            if (_settings.IsLive)
                ReceiveLive(start, cancellation);
            else
                ReadAll(cancellation);
        }
        var elapsed = TimeSpan.FromMicroseconds((_clock.Now - start) / 1000.0);
        if (_settings.IsLive)
            AwaitLedger(cancellation);
        return elapsed;
    }

    private void ReadAll(CancellationToken cancellation)
    {
        while (
            !cancellation.IsCancellationRequested
            && !_receiver.IsFull
            && _source.Receive(out var batch) == ReceiveStatus.Frames
        )
            _receiver.Take(batch);
    }

    private void ReceiveLive(long start, CancellationToken cancellation)
    {
        var end = EndOf(start, _settings.Duration);
        var (packets, idleEnd) = (0L, EndOf(start, _settings.Idle));
        while (!cancellation.IsCancellationRequested && !_receiver.IsFull)
        {
            var status = _source.Receive(out var batch);
            if (status == ReceiveStatus.End)
                return;
            if (status == ReceiveStatus.Frames)
                _receiver.Take(batch);
            else
                FollowLedger();
            var now = _clock.Now;
            if (_receiver.Packets != packets)
                (packets, idleEnd) = (_receiver.Packets, EndOf(now, _settings.Idle));
            if (now >= end || now >= idleEnd)
                return;
        }
    }

    private void FollowLedger()
    {
        lock (_receiver.Figures)
            _ledger?.Advance(UnixTime.Now(TimeProvider.System));
    }

    // The sender keeps what it recorded for a moment before it is in the file, and closes the file when it ends.
    private void AwaitLedger(CancellationToken cancellation)
    {
        if (_ledger is null || _receiver.Packets == 0)
            return;
        var giveUp = EndOf(_clock.Now, LedgerPatience);
        while (!_ledger.IsClosed && _clock.Now < giveUp && !cancellation.WaitHandle.WaitOne(LedgerLook))
            FollowLedger();
    }

    private static long EndOf(long from, TimeSpan? time) =>
        time is { } length ? from + (long)length.TotalNanoseconds : long.MaxValue;

    // A damaged packet vouches for itself no longer: who knows the ports must not ask it.
    private static ReceiveSettings WithPortsOfLedger(ReceiveSettings settings)
    {
        if (settings is not { IsLive: false, Ports: null, IsBare: false, Verdict.Ledger: { } path })
            return settings;
        var ports = ExpectedLedger
            .StreamsOf(path)
            .Where(stream => stream.Source != default(Ipv4Address))
            .Select(stream => stream.DestinationPort)
            .ToHashSet();
        return ports.Count == 0 ? settings with { IsBare = true } : settings with { Ports = ports };
    }
}
