using Jmirror.Protocol.Radius;

namespace Jmirror.Protocol.Tests.Radius;

/// <summary>No bytes make the codec throw, and what it shows lies within the packet.</summary>
public sealed class RadiusRobustnessTests
{
    private const int Seed = 20260806;
    private const int Packets = 3_000_000;
    private const int DecryptedPackets = 200_000;

    [Fact]
    public void TryRead_MillionsOfMutatedPackets_ShowsOnlyWhatIsThere()
    {
        var random = new Random(Seed);
        var buffer = new byte[256];
        var readable = 0;
        for (var i = 0; i < Packets; i++)
        {
            var length = Mutate(random, buffer);
            if (RadiusPacketView.TryRead(buffer.AsSpan(0, length), out var packet) != RadiusFault.None)
                continue;
            readable++;
            var end = RadiusPacketView.HeaderLength;
            foreach (var attribute in packet.Attributes)
            {
                Assert.True(attribute.Offset >= end);
                end = attribute.Offset + attribute.Value.Length;
                RadiusValues.TryReadNumber(attribute.Value, out _);
                RadiusValues.TryReadIpv6Prefix(attribute.Value, out _);
            }
            Assert.True(end <= packet.Bytes.Length);
        }
        // Mutations that leave nothing to read would show nothing.
        Assert.InRange(readable, Packets / 10, Packets);
    }

    [Fact]
    public void MutatedPackets_AreNeverRight()
    {
        var random = new Random(Seed);
        var buffer = new byte[256];
        var clear = new byte[256];
        for (var i = 0; i < DecryptedPackets; i++)
        {
            var length = Mutate(random, buffer);
            if (RadiusPacketView.TryRead(buffer.AsSpan(0, length), out var packet) != RadiusFault.None)
                continue;
            if (!packet.Bytes.SequenceEqual(RadiusVectors.CoaRequest))
                Assert.False(RadiusAuthenticator.IsRightRequest(packet, RadiusVectors.Secret));
            RadiusAuthenticator.CheckMessage(packet, packet.Authenticator, RadiusVectors.Secret);
            if (packet.TryFind(RadiusAttributeType.MedDevHandle, out var handle))
                SaltCipher.TryDecrypt(
                    handle.Value,
                    SaltCipher.NoAuthenticator,
                    RadiusVectors.Secret,
                    clear,
                    out _
                );
        }
    }

    /// <summary>The CoA vector with a few bytes changed, and now and then cut or made longer.</summary>
    private static int Mutate(Random random, byte[] buffer)
    {
        buffer.AsSpan().Fill(0xa5);
        RadiusVectors.CoaRequest.CopyTo(buffer, 0);
        for (var changes = random.Next(4); changes >= 0; changes--)
            buffer[random.Next(RadiusVectors.CoaRequest.Length)] = (byte)random.Next(256);
        return random.Next(8) == 0 ? random.Next(buffer.Length) : RadiusVectors.CoaRequest.Length;
    }
}
