using Jmirror.Cli.Output;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Pacing;
using Jmirror.Network.Files;
using Jmirror.Protocol.Mirror;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Streams;

namespace Jmirror.Cli.Decoding;

/// <summary>Reads captures, prints each mirrored packet, and sums up by stream.</summary>
internal static class DecodeRun
{
    public static int Execute(DecodeSettings settings, Terminal terminal)
    {
        using var interruption = new Interruption();
        using var source = OpenCaptures(settings.Captures, interruption.Token);
        using var inner = settings.Write is null ? null : InnerCapture.Create(settings.Write);
        using var json = settings.Json ? new DecodedPacketJson(terminal.OutBytes) : null;
        var reader = new MirrorReader(settings.Ports);
        var streams = new StreamTable();

        using (ProgressOf(source, reader, streams, terminal))
        {
            while (!interruption.Happened && source.Receive(out var batch) == ReceiveStatus.Frames)
            {
                foreach (ref readonly var info in batch.Frames)
                {
                    if (!reader.TryRead(batch.BytesOf(info), info, out var datagram, out var bytes))
                        continue;
                    streams.Add(datagram, bytes.Length, info.Timestamp);
                    if (!datagram.IsUsable)
                        continue;
                    inner?.Write(info.Timestamp, datagram, bytes);
                    var packet = DecodedPacket.From(reader.Frames, info.Timestamp, datagram, bytes);
                    if (json is null)
                        terminal.Out.WriteLine(InnerPacketText.LineOf(packet));
                    else
                        json.WriteLine(packet);
                }
            }
        }
        terminal.Flush();

        List<string> problems = [.. source.Problems.Select(problem => problem.Message), .. reader.Finish()];
        if (inner?.Unwritten is > 0 and var unwritten)
            problems.Add($"{settings.Write}: {unwritten} packets of unknown kind were not written");
        if (streams.Packets == 0)
            problems.Add(NothingFound(settings));
        WriteSummary(reader, streams, terminal.Error);
        foreach (var problem in problems)
            terminal.Error.WriteLine($"jmirror: {problem}");
        return interruption.Happened ? ExitCode.Interrupted
            : problems.Count > 0 ? ExitCode.CheckFailed
            : ExitCode.Success;
    }

    // Packets that scroll by are progress enough.
    private static Progress? ProgressOf(
        CaptureSequence source,
        MirrorReader reader,
        StreamTable streams,
        Terminal terminal
    )
    {
        if (terminal.IsOutputWatched)
            return null;
        var clock = new MonotonicClock(TimeProvider.System);
        var start = clock.Now;
        return new Progress(terminal, Line, TimeProvider.System);

        string Line()
        {
            double? done = source.TotalBytes is > 0 and var total ? (double)source.BytesRead / total : null;
            return ProgressBar.Draw(done, (clock.Now - start) / 1e9)
                + $"{reader.Frames} frames, {streams.Packets} mirrored packets";
        }
    }

    private static CaptureSequence OpenCaptures(
        IReadOnlyList<string> captures,
        CancellationToken cancellation
    )
    {
        try
        {
            return CaptureSequence.Open(
                [.. captures.Select(path => new CaptureInput(path))],
                new CaptureInterfaces(),
                cancellation
            );
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message);
        }
    }

    private static string NothingFound(DecodeSettings settings) =>
        settings.Ports is null
            ? "no mirrored packets recognised; if you know their UDP port, name it with --port"
            : $"no mirrored packets to port {string.Join(" or ", settings.Ports)}; without --port they are recognised on any port";

    private static void WriteSummary(MirrorReader reader, StreamTable streams, TextWriter output)
    {
        output.WriteLine(
            $"{reader.Frames} frames: {streams.Packets} mirrored packets, {reader.Others} others"
        );
        if (reader.Fragments > 0)
            output.WriteLine($"  {reader.Fragments} of the frames are outer fragments");
        if (streams.Unusable > 0)
            output.WriteLine(
                $"  {streams.Unusable} datagrams to these ports are too short for a mirror header"
            );
        if (reader.Broken > 0)
            output.WriteLine($"  {reader.Broken} frames are cut or malformed and were not looked into");
        foreach (var stream in streams.ToSortedList())
        {
            var key = stream.Key;
            output.WriteLine(
                $"  mirror {key.MirrorId} session {key.SessionId} from {key.Source}:{key.SourcePort} to "
                    + $"{key.Destination}:{key.DestinationPort}: {stream.Packets} packets, {stream.InnerBytes} bytes{Kinds(stream)}"
            );
        }
    }

    private static string Kinds(StreamAccount stream) =>
        string.Concat(
            Enum.GetValues<MirroredKind>()
                .Where(kind => stream.CountOf(kind) > 0)
                .Select(kind => $", {stream.CountOf(kind)} {kind.ToString().ToLowerInvariant()}")
        );
}
