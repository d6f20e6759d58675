using System.Buffers.Binary;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Radius;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>Writes the packets of a <see cref="RadiusRequestStep"/>.</summary>
internal static class DynamicRequestPacket
{
    private const int AuthenticatorOffset = 4; // RFC 2865, section 3
    private const int RandomBytes = 1 + sizeof(ushort);

    /// <summary>A packet with an identifier and salts of its own.</summary>
    public static byte[] Write(
        RadiusRequestStep step,
        RadiusSecret secret,
        DateTimeOffset now,
        RandomFill random
    )
    {
        Span<byte> chance = stackalloc byte[RandomBytes];
        random(chance);
        var salt = BinaryPrimitives.ReadUInt16BigEndian(chance[1..]);
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, step.Code, chance[0]);
        foreach (var attribute in step.Attributes)
        {
            ReadOnlySpan<byte> value = [.. attribute.Value];
            if (attribute.IsSalted)
                writer.AddSalted(attribute.Type, value, salt++, SaltCipher.NoAuthenticator, secret);
            else
                writer.Add(attribute.Type, value);
        }
        if (step.Timestamp.Age is { } age)
            writer.AddNumber(RadiusAttributeType.EventTimestamp, (uint)(now - age).ToUnixTimeSeconds());
        if (step.HasMessageAuthenticator)
            writer.AddMessageAuthenticator();
        var length = writer.FinishRequest(secret);
        if (step.IsAuthenticatorWrong)
            buffer[AuthenticatorOffset] ^= byte.MaxValue;
        return buffer[..length];
    }
}
