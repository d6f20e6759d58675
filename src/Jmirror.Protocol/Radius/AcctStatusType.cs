namespace Jmirror.Protocol.Radius;

/// <summary>Value of Acct-Status-Type. Source: RFC 2866, section 5.1.</summary>
public enum AcctStatusType : uint
{
    /// <summary>Not given.</summary>
    None = 0,

    /// <summary>A session began.</summary>
    Start = 1,

    /// <summary>A session ended.</summary>
    Stop = 2,

    /// <summary>A session goes on.</summary>
    InterimUpdate = 3,

    /// <summary>The router began accounting: no session is older.</summary>
    AccountingOn = 7,

    /// <summary>The router stops accounting: no session goes on.</summary>
    AccountingOff = 8,
}
