using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Jmirror.Traffic.Population;

/// <summary>
/// A name with places for what tells subscribers apart: <c>{n}</c> the number, <c>{outer}</c> and <c>{inner}</c> the
/// VLAN ids.
/// </summary>
internal sealed class NamePattern
{
    private readonly Piece[] _pieces;

    private NamePattern(Piece[] pieces) => _pieces = pieces;

    /// <summary>True when the name has a place for the subscriber's number.</summary>
    public bool HasNumber => _pieces.Any(piece => piece.Field == NameField.Number);

    /// <summary>True when the name has a place for a VLAN id.</summary>
    public bool HasVlan => _pieces.Any(piece => piece.Field is NameField.OuterVlan or NameField.InnerVlan);

    /// <summary>Takes a pattern apart that <see cref="TryRead"/> takes.</summary>
    /// <exception cref="ArgumentException">It has a brace that belongs to no place.</exception>
    public static NamePattern Read(string pattern) =>
        TryRead(pattern, out var read)
            ? read
            : throw new ArgumentException($"'{pattern}' has a brace that belongs to no place");

    /// <summary>Takes a pattern apart.</summary>
    /// <returns>False when it has a brace that belongs to no place.</returns>
    public static bool TryRead(ReadOnlySpan<char> pattern, [NotNullWhen(true)] out NamePattern? read)
    {
        read = null;
        var pieces = new List<Piece>();
        while (!pattern.IsEmpty)
        {
            var (field, length) = FieldAt(pattern);
            if (field == NameField.None)
                length = TextLength(pattern);
            if (length == 0)
                return false;
            var text = field == NameField.None ? Encoding.UTF8.GetBytes(pattern[..length].ToArray()) : [];
            pieces.Add(new Piece(field, text));
            pattern = pattern[length..];
        }
        read = new NamePattern([.. pieces]);
        return true;
    }

    /// <summary>Bytes of the name in UTF-8.</summary>
    public int LengthOf(NameFields fields) =>
        _pieces.Sum(piece =>
            piece.Field == NameField.None ? piece.Text.Length : $"{fields[piece.Field]}".Length
        );

    /// <summary>The name.</summary>
    public string Format(NameFields fields)
    {
        Span<byte> bytes = stackalloc byte[SubscriberPopulation.MaxNameLength];
        return Encoding.UTF8.GetString(bytes[..Write(fields, bytes)]);
    }

    /// <summary>Writes the name in UTF-8.</summary>
    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException">The room is short.</exception>
    public int Write(NameFields fields, Span<byte> destination)
    {
        var length = 0;
        foreach (var piece in _pieces)
        {
            if (piece.Field == NameField.None)
            {
                piece.Text.CopyTo(destination[length..]);
                length += piece.Text.Length;
                continue;
            }
            var rest = destination[length..];
            if (!fields[piece.Field].TryFormat(rest, out var digits, default, CultureInfo.InvariantCulture))
                throw new ArgumentException("too short", nameof(destination));
            length += digits;
        }
        return length;
    }

    private static (NameField Field, int Length) FieldAt(ReadOnlySpan<char> pattern) =>
        pattern switch
        {
            ['{', 'n', '}', ..] => (NameField.Number, "{n}".Length),
            _ when pattern.StartsWith("{outer}") => (NameField.OuterVlan, "{outer}".Length),
            _ when pattern.StartsWith("{inner}") => (NameField.InnerVlan, "{inner}".Length),
            _ => default,
        };

    private static int TextLength(ReadOnlySpan<char> pattern)
    {
        var brace = pattern.IndexOfAny('{', '}');
        return brace < 0 ? pattern.Length : brace;
    }

    private readonly record struct Piece(NameField Field, byte[] Text);
}

/// <summary>What takes a place in a name.</summary>
internal enum NameField : byte
{
    /// <summary>Nothing: text that stays.</summary>
    None,

    /// <summary>The subscriber's number.</summary>
    Number,

    /// <summary>VLAN id of the outer tag.</summary>
    OuterVlan,

    /// <summary>VLAN id of the second tag.</summary>
    InnerVlan,
}

/// <summary>The values for the places of a name.</summary>
internal readonly record struct NameFields(int Number, ushort OuterVlan, ushort InnerVlan)
{
    /// <summary>The value for a place.</summary>
    public int this[NameField field] =>
        field switch
        {
            NameField.OuterVlan => OuterVlan,
            NameField.InnerVlan => InnerVlan,
            _ => Number,
        };
}
