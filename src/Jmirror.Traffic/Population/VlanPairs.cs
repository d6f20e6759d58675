using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Population;

/// <summary>The VLAN ids of the access links, dealt out in turn; the inner ones change faster.</summary>
internal readonly struct VlanPairs
{
    private readonly ushort _firstOuter;
    private readonly ushort _firstInner;
    private readonly int _inners;

    /// <summary>Counts them.</summary>
    /// <param name="outer">Ids of the outer tag; null: untagged.</param>
    /// <param name="inner">Ids of the second tag; null: a single tag or none.</param>
    public VlanPairs(VlanRange? outer, VlanRange? inner)
    {
        (_firstOuter, var outers) = outer is { } o ? (o.First, o.Count) : ((ushort)0, 1);
        (_firstInner, _inners) = inner is { } i ? (i.First, i.Count) : ((ushort)0, 1);
        Count = outers * _inners;
    }

    /// <summary>How many different ones there are; 1 when there are no tags.</summary>
    public int Count { get; }

    /// <summary>Those of a subscriber's number, counted from 1; 0 stands for no tag.</summary>
    public (ushort Outer, ushort Inner) this[int number]
    {
        get
        {
            var pair = (int)((uint)(number - 1) % (uint)Count);
            var outer = pair / _inners;
            return ((ushort)(_firstOuter + outer), (ushort)(_firstInner + pair - (outer * _inners)));
        }
    }
}
