namespace Jmirror.Provisioning.Radius;

/// <summary>Why a session ended: Acct-Terminate-Cause (RFC 2866, section 5.10).</summary>
public enum TerminateCause : uint
{
    /// <summary>It has not ended.</summary>
    None,

    /// <summary>The subscriber logged out.</summary>
    UserRequest = 1,

    /// <summary>An administrator ended it.</summary>
    AdminReset = 6,

    /// <summary>The router ended it: it shuts down.</summary>
    NasRequest = 10,
}
