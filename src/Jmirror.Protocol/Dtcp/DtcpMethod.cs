namespace Jmirror.Protocol.Dtcp;

/// <summary>What a request asks for.</summary>
public enum DtcpMethod
{
    /// <summary>A new trigger.</summary>
    Add,

    /// <summary>The end of triggers.</summary>
    Delete,

    /// <summary>All triggers.</summary>
    List,

    /// <summary>A drop policy for later logins.</summary>
    Enable,

    /// <summary>None for later logins.</summary>
    Disable,

    /// <summary>New timeouts.</summary>
    Refresh,

    /// <summary>Nothing.</summary>
    Noop,
}

/// <summary>The words of methods.</summary>
public static class DtcpMethods
{
    private static readonly (string Word, DtcpMethod Method)[] Words =
    [
        ("ADD", DtcpMethod.Add),
        ("DELETE", DtcpMethod.Delete),
        ("LIST", DtcpMethod.List),
        ("ENABLE", DtcpMethod.Enable),
        ("DISABLE", DtcpMethod.Disable),
        ("REFRESH", DtcpMethod.Refresh),
        ("NOOP", DtcpMethod.Noop),
    ];

    /// <summary>The word on the wire.</summary>
    public static string WordOf(DtcpMethod method) => Array.Find(Words, one => one.Method == method).Word;

    /// <summary>The method of a word, in upper case.</summary>
    public static bool TryParse(ReadOnlySpan<char> word, out DtcpMethod method)
    {
        foreach (var one in Words)
        {
            if (!word.SequenceEqual(one.Word))
                continue;
            method = one.Method;
            return true;
        }
        method = default;
        return false;
    }
}
