namespace Jmirror.Cli.Options;

/// <summary>How copies get to the analyzer: by the routes of the host, or from an analyzer port.</summary>
/// <param name="Port">Interface name of the analyzer port; null for the routes.</param>
internal readonly record struct ViaOption(string? Port)
{
    private const string PortPrefix = "port:";

    public static bool TryParse(string text, out ViaOption via)
    {
        via = default;
        if (text is "routed")
            return true;
        if (!text.StartsWith(PortPrefix, StringComparison.Ordinal) || text.Length == PortPrefix.Length)
            return false;
        via = new ViaOption(text[PortPrefix.Length..]);
        return true;
    }
}
