using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Applications;

/// <summary>
/// Writes the packets of one kind of conversation, one after the other, whole and with right checksums. It keeps
/// nothing of a conversation: that is all in <see cref="Conversation"/>.
/// </summary>
public abstract class Application
{
    /// <summary>Longest packet that an application writes, bytes.</summary>
    public const int MaxPacketLength = 65_535;

    /// <summary>Sets the application's own fields for a conversation's first packet; the others are set.</summary>
    public abstract void Begin(ref Conversation conversation);

    /// <summary>Writes the next packet.</summary>
    /// <param name="conversation">Where it stands; is moved on.</param>
    /// <param name="addresses">The subscriber's.</param>
    /// <param name="bytes">Room of at least <see cref="MaxPacketLength"/>, with anything in it.</param>
    public abstract WrittenPacket Write(
        ref Conversation conversation,
        in SubscriberAddresses addresses,
        Span<byte> bytes
    );
}
