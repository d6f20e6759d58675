namespace Jmirror.Testing;

/// <summary>Frames as literals: hexadecimal digits with any white space between them.</summary>
public static class Hex
{
    public static byte[] Bytes(string text) =>
        Convert.FromHexString(string.Concat(text.Where(c => !char.IsWhiteSpace(c))));

    /// <summary>Fails with the first differing offset and both sides around it, which is what a reader needs.</summary>
    public static void AssertEqual(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        if (expected.SequenceEqual(actual))
            return;
        var at = expected.CommonPrefixLength(actual);
        var from = Math.Max(0, at - 8);
        Assert.Fail(
            $"bytes differ at offset {at} (lengths {expected.Length} and {actual.Length})\n"
                + $"  expected from {from}: {Around(expected, from)}\n"
                + $"  actual   from {from}: {Around(actual, from)}"
        );
    }

    private static string Around(ReadOnlySpan<byte> bytes, int from) =>
        Convert.ToHexStringLower(bytes[Math.Min(from, bytes.Length)..Math.Min(from + 32, bytes.Length)]);
}
