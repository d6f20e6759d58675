using System.Diagnostics.CodeAnalysis;

namespace Jmirror.EndToEnd.Tests.Wire;

/// <summary>Tests that keep both ends of a cable busy: one at a time.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[SuppressMessage("Naming", "CA1711", Justification = "xunit's word for it")]
public sealed class WireCollection
{
    public const string Name = "Wire";
}
