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

    /// <summary>Takes the pattern apart.</summary>
    /// <exception cref="ArgumentException">It has a brace that begins or ends none of the places.</exception>
    public NamePattern(string pattern)
    {
        if (!TryRead(pattern, out _pieces))
            throw new ArgumentException($"{pattern}: braces are for {{n}}, {{outer}} and {{inner}}");
    }

    /// <summary>True when <paramref name="pattern"/> has no other braces than those of its places.</summary>
    public static bool IsValid(string pattern) => TryRead(pattern, out _);

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

    private static bool TryRead(ReadOnlySpan<char> pattern, out Piece[] pieces)
    {
        var read = new List<Piece>();
        while (!pattern.IsEmpty)
        {
            var (field, length) = FieldAt(pattern);
            if (field == NameField.None)
            {
                length = pattern.IndexOfAny('{', '}');
                if (length < 0)
                    length = pattern.Length;
            }
            if (length == 0)
            {
                pieces = [];
                return false;
            }
            var text = field == NameField.None ? Encoding.UTF8.GetBytes(pattern[..length].ToArray()) : [];
            read.Add(new Piece(field, text));
            pattern = pattern[length..];
        }
        pieces = [.. read];
        return true;
    }

    private static (NameField Field, int Length) FieldAt(ReadOnlySpan<char> pattern) =>
        pattern switch
        {
            ['{', 'n', '}', ..] => (NameField.Number, "{n}".Length),
            _ when pattern.StartsWith("{outer}") => (NameField.OuterVlan, "{outer}".Length),
            _ when pattern.StartsWith("{inner}") => (NameField.InnerVlan, "{inner}".Length),
            _ => default,
        };

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
