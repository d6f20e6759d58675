using Jmirror.Engine.Counting;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Engine.Matching;

/// <summary>A live mirror: its definition, its prebuilt header, its counters.</summary>
public sealed class Mirror
{
    private MirrorDefinition _definition;
    private CopyCount _copies;
    private Mirror? _next;

    /// <summary>Prepares a definition for the data plane.</summary>
    /// <param name="definition">What was asked for.</param>
    /// <param name="number">Its place in the order of definition.</param>
    public Mirror(MirrorDefinition definition, long number = 0)
    {
        Number = number;
        _definition = definition;
        Template = definition.Header is { } header ? new OuterTemplate(definition.Outer, header) : null;
        Classifiers = [.. definition.Policy.Classifiers];
        Drop = [.. definition.Policy.Drop];
    }

    /// <summary>
    /// Place in the order of definition, from 0; the threads of a run share mirrors out by it. Never given twice by a
    /// table, but a mirror that replaces another has the other's.
    /// </summary>
    public long Number { get; }

    /// <summary>What was asked for. Only its triggers ever change: <see cref="MirrorTable.Retrigger"/>.</summary>
    public MirrorDefinition Definition
    {
        get => Volatile.Read(ref _definition);
        internal set => Volatile.Write(ref _definition, value);
    }

    /// <summary>The bytes in front of each copy; null for a bare copy.</summary>
    public OuterTemplate? Template { get; }

    /// <summary>Copies made; any thread may read, any capture thread counts.</summary>
    public long Packets => _copies.Packets;

    /// <summary>Bytes of the copies' IP datagrams, outer headers included.</summary>
    public long Bytes => _copies.Bytes;

    /// <summary>Counts a copy.</summary>
    /// <param name="length">Bytes of its IP datagram.</param>
    /// <param name="thread">The counters of the thread that calls, which no other thread passes: they stand for it.</param>
    public void CountCopy(int length, RunCounters thread) => _copies.Add(length, thread);

    /// <summary>The policy's classifiers, as an array for the data plane.</summary>
    internal Classifier[] Classifiers { get; }

    /// <summary>The policy's drop policy, likewise.</summary>
    internal Classifier[] Drop { get; }

    /// <summary>What its table finds it by; null when it is in no table. For the table's writer.</summary>
    internal MirrorEntry[]? Entries { get; set; }

    /// <summary>The next live mirror in order of definition; itself when it is live no more.</summary>
    internal Mirror? Next
    {
        get => Volatile.Read(ref _next);
        set => Volatile.Write(ref _next, value);
    }

    /// <summary>The live mirror before it. For the table's writer.</summary>
    internal Mirror? Previous { get; set; }
}
