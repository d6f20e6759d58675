using System.Runtime.CompilerServices;
using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Matching;

/// <summary>
/// Copies and their bytes, counted by any number of threads. The thread that counts first counts without locked
/// instructions ever after: nearly all packets of a subscriber come by one capture thread.
/// </summary>
internal struct CopyCount
{
    private RunCounters? _owner;
    private long _packets;
    private long _bytes;
    private long _packetsOfOthers;
    private long _bytesOfOthers;

    /// <summary>Copies.</summary>
    public readonly long Packets => Volatile.Read(in _packets) + Volatile.Read(in _packetsOfOthers);

    /// <summary>Bytes of the copies.</summary>
    public readonly long Bytes => Volatile.Read(in _bytes) + Volatile.Read(in _bytesOfOthers);

    /// <summary>Counts one copy.</summary>
    /// <param name="length">Its bytes.</param>
    /// <param name="thread">The counters of the thread that calls: they stand for it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int length, RunCounters thread)
    {
        if (_owner == thread)
        {
            _packets++;
            _bytes += length;
        }
        else
        {
            AddOfOther(length, thread);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddOfOther(int length, RunCounters thread)
    {
        if (_owner is null)
            Interlocked.CompareExchange(ref _owner, thread, null);
        if (_owner == thread)
        {
            _packets++;
            _bytes += length;
            return;
        }
        Interlocked.Increment(ref _packetsOfOthers);
        Interlocked.Add(ref _bytesOfOthers, length);
    }
}
