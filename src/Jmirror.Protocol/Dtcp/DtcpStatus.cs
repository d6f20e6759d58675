namespace Jmirror.Protocol.Dtcp;

/// <summary>Status codes of answers (draft-cavuto-dtcp-03).</summary>
public enum DtcpStatus
{
    /// <summary>Done.</summary>
    Ok = 200,

    /// <summary>The request breaks the grammar, or lacks a parameter.</summary>
    BadRequest = 400,

    /// <summary>No mediation device of this name or address.</summary>
    UnknownContentDestination = 430,

    /// <summary>No trigger of this number.</summary>
    UnknownCriteriaId = 431,

    /// <summary>A trigger that cannot be understood.</summary>
    ImproperFilterSpecification = 432,

    /// <summary>Wrong digest; not sent unless asked for.</summary>
    InvalidAuthentication = 497,

    /// <summary>Wrong sequence number; not sent unless asked for.</summary>
    InvalidSequence = 498,

    /// <summary>Csource-ID is no user, or another than the one who is logged in; not sent unless asked for.</summary>
    InvalidControlSource = 499,

    /// <summary>The router could not do it.</summary>
    ServerInternalError = 500,

    /// <summary>The router does not do such things.</summary>
    NotImplemented = 501,

    /// <summary>Version of the protocol too new or too old.</summary>
    VersionNotSupported = 505,

    /// <summary>No room for another trigger.</summary>
    MaxCriteriaExceeded = 550,

    /// <summary>No room for another mediation device.</summary>
    MaxContentDestinationExceeded = 551,

    /// <summary>An X-JTap parameter is missing or bad.</summary>
    JTapFailure = 901,
}

/// <summary>The words behind status codes.</summary>
public static class DtcpStatusTexts
{
    /// <summary>The reason phrase.</summary>
    public static string TextOf(DtcpStatus status) =>
        status switch
        {
            DtcpStatus.Ok => "OK",
            DtcpStatus.BadRequest => "Bad Request",
            DtcpStatus.UnknownContentDestination => "Unknown Content Destination",
            DtcpStatus.UnknownCriteriaId => "Unknown Criteria ID",
            DtcpStatus.ImproperFilterSpecification => "Improper Filter Specification",
            DtcpStatus.InvalidAuthentication => "Invalid Authentication",
            DtcpStatus.InvalidSequence => "Invalid Sequence",
            DtcpStatus.InvalidControlSource => "Invalid Control Source",
            DtcpStatus.ServerInternalError => "Server Internal Error",
            DtcpStatus.NotImplemented => "Not Implemented",
            DtcpStatus.VersionNotSupported => "DTCP Version not supported",
            DtcpStatus.MaxCriteriaExceeded => "Max Criteria Limit Exceeded",
            DtcpStatus.MaxContentDestinationExceeded => "Max Content Destination Exceeded",
            DtcpStatus.JTapFailure => "JTap-Failure",
            _ => throw new ArgumentOutOfRangeException(nameof(status)),
        };
}
