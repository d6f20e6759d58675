namespace Jmirror.Verification.Comparing;

/// <summary>What a receiver found of one packet in whose copy the sender had put a fault.</summary>
public enum Finding
{
    /// <summary>It arrived whole, in order, and nothing was odd about it.</summary>
    Received,

    /// <summary>It arrived whole, and malformed as the sender had made it: headers, version bits, mirror id 0.</summary>
    Malformed,

    /// <summary>It arrived whole, after one that was sent later on its stream.</summary>
    Reordered,

    /// <summary>It arrived whole, and once more.</summary>
    Duplicated,

    /// <summary>It arrived whole, and more than once more.</summary>
    Repeated,

    /// <summary>It arrived with other bytes, and not fewer.</summary>
    Corrupted,

    /// <summary>It arrived with fewer bytes.</summary>
    Truncated,

    /// <summary>It arrived whole under the name of another stream.</summary>
    Misdirected,

    /// <summary>It did not arrive.</summary>
    Lost,
}

/// <summary>Names of <see cref="Finding"/>.</summary>
public static class Findings
{
    /// <summary>How many there are.</summary>
    public const int Count = (int)Finding.Lost + 1;

    /// <summary>The word in text and JSON.</summary>
    public static string NameOf(Finding finding) => finding.ToString().ToLowerInvariant();
}
