using CsCheck;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Protocol.Tests.Mirror;

/// <summary>Generators over everything the headers can say.</summary>
internal static class AnyMirror
{
    public static readonly Gen<OuterHeader> Outer = Gen.Select(
        Gen.UInt,
        Gen.UInt,
        Gen.UShort,
        Gen.UShort,
        Gen.Byte,
        (source, destination, sourcePort, destinationPort, ttl) =>
            new OuterHeader(new(source), new(destination), sourcePort, destinationPort, ttl)
    );

    /// <summary>All four values of the version bits, undefined ones too.</summary>
    public static readonly Gen<MirrorHeader> Header = Gen.Select(
        Gen.Byte[0, 3],
        Gen.UInt[0, MirrorHeader.MaxMirrorId],
        Gen.UInt,
        (version, mirrorId, sessionId) => new MirrorHeader(version, mirrorId, sessionId)
    );
}
