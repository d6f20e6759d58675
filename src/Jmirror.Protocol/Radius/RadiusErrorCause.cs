namespace Jmirror.Protocol.Radius;

/// <summary>
/// Value of Error-Cause (attribute 101), as far as JUNOSe and Junos use it. Source: RFC 5176, section 3.6; JUNOSe 11.0.x
/// Broadband Access Configuration Guide; Junos "Error-Cause Codes (RADIUS Attribute 101) for Dynamic Requests".
/// </summary>
public enum RadiusErrorCause : uint
{
    /// <summary>None: not sent.</summary>
    None = 0,

    /// <summary>An attribute that is not supported, such as one of another vendor.</summary>
    UnsupportedAttribute = 401,

    /// <summary>An attribute is missing, such as every identification of the session.</summary>
    MissingAttribute = 402,

    /// <summary>An attribute is badly formed.</summary>
    InvalidRequest = 404,

    /// <summary>There is no such session.</summary>
    SessionContextNotFound = 503,

    /// <summary>The session is there, but its owner cannot end it.</summary>
    SessionContextNotRemovable = 504,

    /// <summary>Memory or another resource is used up.</summary>
    ResourcesUnavailable = 506,
}
