namespace Jmirror.Testing;

/// <summary>What FreeRADIUS's client prints with <c>-x</c>.</summary>
public static class RadclientOutput
{
    /// <summary>The answer to one dynamic request: "ack", "nak CAUSE" in radclient's words, "nak" or "none".</summary>
    public static string AnswerOf(string output)
    {
        if (!output.Contains("Received ", StringComparison.Ordinal))
            return "none";
        var cause = output
            .Split('\n')
            .Select(line => line.Trim())
            .FirstOrDefault(line => line.StartsWith("Error-Cause = ", StringComparison.Ordinal));
        var isAck = output.Contains("-ACK", StringComparison.Ordinal);
        return isAck ? "ack"
            : cause is null ? "nak"
            : $"nak {cause["Error-Cause = ".Length..]}";
    }
}
