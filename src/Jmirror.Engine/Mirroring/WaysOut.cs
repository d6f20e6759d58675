namespace Jmirror.Engine.Mirroring;

/// <summary>
/// The ways out of one pump, by number. The pump's thread uses them while another one (one at a time) may add more.
/// </summary>
public sealed class WaysOut
{
    private WayOut[] _all;

    /// <summary>Takes in the ways out that a run begins with.</summary>
    public WaysOut(params IEnumerable<WayOut> all) => _all = [.. all];

    /// <summary>All of them at this moment, in order of number.</summary>
    public ReadOnlySpan<WayOut> All => Volatile.Read(ref _all);

    /// <summary>One of them; see <see cref="Matching.MirrorDefinition.WayOut"/>.</summary>
    public WayOut this[int number] => Volatile.Read(ref _all)[number];

    /// <summary>Adds one under the next number. Mirrors may use it as soon as this returns.</summary>
    public void Add(WayOut wayOut) => Volatile.Write(ref _all, [.. _all, wayOut]);
}
