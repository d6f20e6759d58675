using Jmirror.Protocol.Radius;
using Jmirror.Traffic.Population;
using Jmirror.Traffic.Sessions;

namespace Jmirror.Traffic.Signalling;

/// <summary>What a subscriber proves who it is with: in PPP, in the proxy AVPs of L2TP, and in RADIUS.</summary>
internal sealed class PppCredentials(
    SubscriberPopulation population,
    PppAuthentication authentication,
    SessionNumbers numbers
)
{
    /// <summary>Length of the challenge, bytes.</summary>
    public const int ChallengeLength = 16;

    /// <summary>Identifier of the PAP request, or of the CHAP challenge and response.</summary>
    public const byte Identifier = 1;

    /// <summary>True for PAP, false for CHAP.</summary>
    public bool IsPap { get; } = authentication == PppAuthentication.Pap;

    /// <summary>Writes the router's challenge.</summary>
    public void WriteChallenge(in SubscriberSession session, Span<byte> challenge) =>
        numbers.Write(session, NumberUse.Challenge, challenge);

    /// <summary>Writes what proves it, the PAP password or the response to the challenge, and returns its length.</summary>
    public int WriteProof(in SyntheticSubscriber who, in SubscriberSession session, Span<byte> proof)
    {
        if (IsPap)
            return population.WritePassword(who.Number, proof);
        // RADIUS has the identifier in front of the response.
        Span<byte> chap = stackalloc byte[RadiusPassword.ChapLength];
        WriteChap(who, session, chap);
        chap[1..].CopyTo(proof);
        return chap.Length - 1;
    }

    /// <summary>
    /// Writes the identifier and the response to the challenge: MD5 of identifier, password and challenge (RFC 1994,
    /// section 4.1).
    /// </summary>
    public void WriteChap(in SyntheticSubscriber who, in SubscriberSession session, Span<byte> chap)
    {
        Span<byte> password = stackalloc byte[SubscriberPopulation.MaxNameLength];
        password = password[..population.WritePassword(who.Number, password)];
        Span<byte> challenge = stackalloc byte[ChallengeLength];
        WriteChallenge(session, challenge);
        RadiusPassword.WriteChap(Identifier, password, challenge, chap);
    }
}
