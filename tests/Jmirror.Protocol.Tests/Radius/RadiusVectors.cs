using Jmirror.Protocol.Radius;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Radius;

/// <summary>Packets computed by a script from the RFCs' rules, apart from this project; tshark reads them.</summary>
internal static class RadiusVectors
{
    /// <summary>The secret of all of them.</summary>
    public static readonly RadiusSecret Secret = new("testing123");

    /// <summary>The Request Authenticator of the Access-Request.</summary>
    public static readonly byte[] Authenticator = Hex.Bytes("000102030405060708090a0b0c0d0e0f");

    /// <summary>CoA-Request, identifier 7: Acct-Session-Id 0010000a, start, handle 0000030000000090, 192.0.2.100:30030.</summary>
    public static readonly byte[] CoaRequest = Hex.Bytes(
        """
        2b 07 00 86 f2 4c d8 a4 2f 91 32 18 a5 ac 1d a9
        7f 04 30 62 2c 0a 30 30 31 30 30 30 30 61 1a 1a
        00 00 13 0a 3a 14 80 01 ca 50 79 b0 63 88 3d 7c
        61 a8 4b c8 3b f0 60 42 1a 1a 00 00 13 0a 3b 14
        80 02 24 21 e5 ad 88 e3 fa 0e 0b ed d3 a3 f1 0a
        93 9b 1a 1a 00 00 13 0a 3c 14 80 03 45 f4 1d 1b
        f2 d7 00 2c 36 e4 ec 66 21 65 43 48 1a 1a 00 00
        13 0a 3d 14 80 04 25 35 dd 5d 05 ca 68 46 42 3d
        b2 d0 46 5f c7 90
        """
    );

    /// <summary>Its CoA-ACK.</summary>
    public static readonly byte[] CoaAck = Hex.Bytes(
        "2c 07 00 14 37 b2 6f d3 8b d1 b6 c5 b2 f2 2c 2b 2b 0e 00 79"
    );

    /// <summary>Its CoA-NAK with Error-Cause 503.</summary>
    public static readonly byte[] CoaNak = Hex.Bytes(
        "2d 07 00 1a e4 0a 65 4d 08 19 a4 58 03 20 f2 65 27 f8 db d7 65 06 00 00 01 f7"
    );
}
