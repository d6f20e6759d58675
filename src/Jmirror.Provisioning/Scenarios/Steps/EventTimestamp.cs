namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>Event-Timestamp of a request (attribute 55, RFC 2869 section 5.3).</summary>
/// <param name="Age">How long before the request is sent; null: the attribute is left out.</param>
public readonly record struct EventTimestamp(TimeSpan? Age)
{
    /// <summary>The time of sending.</summary>
    public static readonly EventTimestamp Now = new(TimeSpan.Zero);

    /// <summary>No attribute.</summary>
    public static readonly EventTimestamp None = new(null);
}
