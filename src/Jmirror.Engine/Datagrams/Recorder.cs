namespace Jmirror.Engine.Datagrams;

/// <summary>
/// Keeps a second copy of what ways out have taken, in other sinks: the files of <c>--write</c> beside sending.
/// Several ways out, on several threads, may share one.
/// </summary>
/// <param name="sinks">Where the copies go. They must take everything or throw, as capture files do.</param>
public sealed class Recorder(IReadOnlyList<IDatagramSink> sinks)
{
    private readonly Lock _writing = new();

    /// <summary>Records <paramref name="count"/> datagrams of <paramref name="batch"/> from number <paramref name="first"/> on.</summary>
    public void Record(DatagramBatch batch, int first, int count)
    {
        lock (_writing)
        {
            foreach (var sink in sinks)
                Copy(batch, batch.Datagrams.Slice(first, count), sink);
        }
    }

    private static void Copy(DatagramBatch from, ReadOnlySpan<Datagram> datagrams, IDatagramSink sink)
    {
        var to = sink.Rent();
        foreach (ref readonly var datagram in datagrams)
        {
            if (
                !to.TryReserve(
                    datagram.Length,
                    datagram.Timestamp,
                    out var bytes,
                    datagram.Part,
                    datagram.IsBare
                )
            )
            {
                SendAll(sink, to);
                to = sink.Rent();
                if (
                    !to.TryReserve(
                        datagram.Length,
                        datagram.Timestamp,
                        out bytes,
                        datagram.Part,
                        datagram.IsBare
                    )
                )
                    throw new InvalidOperationException(
                        $"the recording sink has no room for {datagram.Length} bytes"
                    );
            }
            from.BytesOf(datagram).CopyTo(bytes);
        }
        SendAll(sink, to);
    }

    private static void SendAll(IDatagramSink sink, DatagramBatch batch)
    {
        if (batch.Count > 0 && sink.Send(batch, 0, out var refusal) is var taken && taken < batch.Count)
            throw new InvalidOperationException(
                $"the recording sink took {taken} of {batch.Count} datagrams: {refusal.Reason}"
            );
    }
}

/// <summary>A sink whose taken datagrams are recorded.</summary>
/// <param name="sink">Where datagrams go first; disposed with this.</param>
/// <param name="recorder">Where those it took go as well.</param>
public sealed class RecordedSink(IDatagramSink sink, Recorder recorder) : IDatagramSink
{
    /// <inheritdoc/>
    public int MaxDatagramLength => sink.MaxDatagramLength;

    /// <inheritdoc/>
    public DatagramBatch Rent() => sink.Rent();

    /// <inheritdoc/>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        var taken = sink.Send(batch, first, out refusal);
        recorder.Record(batch, first, taken);
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose() => sink.Dispose();
}
