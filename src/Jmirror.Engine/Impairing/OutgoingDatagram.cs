using Jmirror.Engine.Datagrams;

namespace Jmirror.Engine.Impairing;

/// <summary>What becomes certain once the sink has taken or refused a datagram.</summary>
[Flags]
internal enum Decides : byte
{
    /// <summary>Nothing yet: other datagrams follow.</summary>
    Nothing = 0,

    /// <summary>The line of the ledger.</summary>
    Line = 1,

    /// <summary>What became of the whole copy.</summary>
    Copy = 2,

    /// <summary>Whether the first of two equal copies was sent, alone.</summary>
    First = 4,
}

/// <summary>One datagram that an impaired copy has become.</summary>
/// <param name="Offset">Where its bytes lie in the <see cref="Composition"/>.</param>
/// <param name="Length">Bytes of the IP datagram.</param>
/// <param name="Line">Number in the <see cref="OpenLines"/>; <see cref="OpenLines.None"/> without a ledger.</param>
/// <param name="Fault">What that line says.</param>
/// <param name="Part">What it is of a copy.</param>
/// <param name="Decides">What its sending decides.</param>
internal record struct OutgoingDatagram(
    int Offset,
    int Length,
    long Line,
    FaultKind Fault,
    CopyPart Part,
    Decides Decides
)
{
    /// <summary>A datagram that is a copy with nothing done to it.</summary>
    public static OutgoingDatagram Straight(int length, long line, CopyPart part) =>
        new(0, length, line, FaultKind.None, part, Decides.Line | Decides.Copy);
}
