namespace Jmirror.Engine.Datagrams;

/// <summary>Takes every datagram and keeps none: dry runs and benchmarks.</summary>
public sealed class NullSink : IDatagramSink
{
    private const int DatagramsPerBatch = 256;

    private readonly DatagramBatch _batch = DatagramBatch.Packed(new byte[1 << 20], DatagramsPerBatch, 0, 0);

    /// <inheritdoc/>
    public int MaxDatagramLength => ushort.MaxValue;

    /// <inheritdoc/>
    public DatagramBatch Rent()
    {
        _batch.Clear();
        return _batch;
    }

    /// <inheritdoc/>
    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        return batch.Count - first;
    }

    /// <inheritdoc/>
    public void Dispose() { }
}
