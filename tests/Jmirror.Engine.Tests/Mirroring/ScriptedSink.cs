using Jmirror.Engine.Datagrams;

namespace Jmirror.Engine.Tests.Mirroring;

/// <summary>Keeps what it takes; before each datagram a script may refuse it.</summary>
internal sealed class ScriptedSink(int slots = 4, int maxLength = 2048) : IDatagramSink
{
    private readonly DatagramBatch _batch = DatagramBatch.Strided(
        new byte[slots * maxLength],
        [.. Enumerable.Range(0, slots).Select(i => i * maxLength)],
        maxLength
    );
    private int _offered;

    public List<byte[]> Taken { get; } = [];

    /// <summary>Asked with the number of the offer, from 0; null takes the datagram.</summary>
    public Func<int, SendRefusal?> Refuse { get; init; } = _ => null;

    public int MaxDatagramLength => maxLength;

    public DatagramBatch Rent()
    {
        _batch.Clear();
        Array.Fill(_batch.Memory, (byte)0xa5);
        return _batch;
    }

    public int Send(DatagramBatch batch, int first, out SendRefusal refusal)
    {
        refusal = default;
        var taken = 0;
        foreach (ref readonly var datagram in batch.Datagrams[first..])
        {
            if (Refuse(_offered++) is { } no)
            {
                refusal = no;
                break;
            }
            Taken.Add(batch.BytesOf(datagram).ToArray());
            taken++;
        }
        return taken;
    }

    public void Dispose() { }
}
