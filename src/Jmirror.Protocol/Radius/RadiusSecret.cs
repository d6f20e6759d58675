using System.Text;

namespace Jmirror.Protocol.Radius;

/// <summary>A secret shared between RADIUS client and server. It prints as <c>(hidden)</c>, wherever it ends up.</summary>
public sealed class RadiusSecret : IEquatable<RadiusSecret>
{
    /// <summary>Longest secret, bytes of UTF-8.</summary>
    public const int MaxLength = 256;

    private readonly byte[] _bytes;

    /// <summary>The secret whose UTF-8 bytes <paramref name="text"/> gives.</summary>
    /// <exception cref="ArgumentException">Empty, or longer than <see cref="MaxLength"/>; the message does not quote it.</exception>
    public RadiusSecret(string text)
    {
        _bytes = Encoding.UTF8.GetBytes(text);
        if (_bytes.Length is 0 or > MaxLength)
            throw new ArgumentException($"a secret has 1 to {MaxLength} bytes", nameof(text));
    }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <inheritdoc/>
    public bool Equals(RadiusSecret? other) =>
        other is not null && _bytes.AsSpan().SequenceEqual(other._bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as RadiusSecret);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <summary>The word <c>(hidden)</c>.</summary>
    public override string ToString() => "(hidden)";
}
