using System.Globalization;
using System.Net;
using Jmirror.Engine.Pacing;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The scalar kinds of steps.</summary>
internal static class StepScalars
{
    private const int MostTimes = 1_000_000;
    private const string RateUnit = "/s";
    private const string None = "none";
    private const string Now = "now";
    private const string Ago = " ago";
    private const decimal MostPercent = 100;

    // By DtcpSequenceKind.
    private static readonly string[] SequenceWords = ["next", "stale", "repeat"];

    /// <summary>How often.</summary>
    public static readonly ScalarKind<int> Times = Scalars.Number("a number of times", 1, MostTimes);

    /// <summary>So many a second.</summary>
    public static readonly ScalarKind<int> Rate = new(
        "a rate such as 200/s",
        static (text, out value) =>
        {
            value = 0;
            return
                text.EndsWith(RateUnit, StringComparison.Ordinal)
                && int.TryParse(
                    text.AsSpan(0, text.Length - RateUnit.Length),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out value
                )
                && value is > 0 and <= MostTimes
                ? null
                : $"is not a rate: 1/s to {MostTimes}/s";
        },
        static value => $"{value}{RateUnit}",
        JsonForm.Pattern("^[0-9]+/s$")
    );

    /// <summary>What dynamic requests must come to.</summary>
    public static readonly ScalarKind<DynamicExpectation> Expectation = Scalars.Choice(
        ("ack", DynamicExpectation.Ack),
        ("nak", DynamicExpectation.Nak),
        ("silence", DynamicExpectation.Silence)
    );

    /// <summary>Error-Cause.</summary>
    public static readonly ScalarKind<uint> ErrorCause = Scalars.Number("an Error-Cause", 1u, uint.MaxValue);

    /// <summary>Attribute of a dynamic request.</summary>
    public static readonly ScalarKind<AttributeText> Attribute = new(
        "an attribute such as User-Name=alice@isp.example",
        AttributeText.Parse,
        static value => value.Text,
        JsonForm.Text
    );

    /// <summary>Event-Timestamp.</summary>
    public static readonly ScalarKind<EventTimestamp> Timestamp = new(
        "now, none, or a time such as 10m ago",
        static (text, out value) =>
        {
            value = text is Now ? EventTimestamp.Now : EventTimestamp.None;
            if (text is Now or None)
                return null;
            if (
                !text.EndsWith(Ago, StringComparison.Ordinal)
                || !DurationText.TryParse(
                    text.AsSpan(0, text.Length - Ago.Length),
                    out var nanoseconds,
                    out _
                )
                || nanoseconds < 0
            )
                return "is not now, none, or a time such as 10m ago";
            value = new EventTimestamp(TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick));
            return null;
        },
        static value =>
            value.Age is not { } age ? None
            : age == TimeSpan.Zero ? Now
            : $"{(long)age.TotalSeconds}s{Ago}",
        JsonForm.Text
    );

    /// <summary>How many logins must be accepted.</summary>
    public static readonly ScalarKind<LeastAccepted> Accepted = new(
        "a number of logins, or a share such as 99.5%",
        static (text, out value) =>
        {
            value = LeastAccepted.All;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var logins))
            {
                value = new LeastAccepted(logins, 0);
                return null;
            }
            if (
                !text.EndsWith('%')
                || !decimal.TryParse(
                    text.AsSpan(0, text.Length - 1),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var percent
                )
                || percent > MostPercent
            )
                return "is not a number of logins, or a share such as 99.5%";
            value = new LeastAccepted(null, percent);
            return null;
        },
        static value => $"{value}",
        JsonForm.Number(0, int.MaxValue, pattern: "^[0-9.]+%?$")
    );

    /// <summary>Sequence number of DTCP requests.</summary>
    public static readonly ScalarKind<DtcpSequenceRule> Sequence = new(
        "next, stale, repeat, or a number",
        static (text, out value) =>
        {
            var known = Array.FindIndex(SequenceWords, word => word.Equals(text, StringComparison.Ordinal));
            value = new DtcpSequenceRule((DtcpSequenceKind)known, 0);
            if (known >= 0)
                return null;
            if (!ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return "is not next, stale, repeat, or a number of 64 bits";
            value = new DtcpSequenceRule(DtcpSequenceKind.Given, number);
            return null;
        },
        static value =>
            value.Kind == DtcpSequenceKind.Given
                ? value.Number.ToString(CultureInfo.InvariantCulture)
                : SequenceWords[(int)value.Kind],
        JsonForm.Number(0, ulong.MaxValue, SequenceWords)
    );

    /// <summary>Address with a UDP port or without.</summary>
    public static ScalarKind<IPEndPoint> Endpoint(ushort port) =>
        new(
            "an IP address, with a port or without",
            (text, out value) =>
            {
                // A number alone counts as an address elsewhere.
                if (
                    !IPEndPoint.TryParse(text, out value!)
                    || !text.Contains('.', StringComparison.Ordinal)
                        && !text.Contains(':', StringComparison.Ordinal)
                )
                {
                    value = new IPEndPoint(IPAddress.None, port);
                    return $"is not an IP address, with a port or without, for example 192.0.2.1:{port}";
                }
                if (value.Port == 0)
                    value.Port = port;
                return null;
            },
            static value => value.ToString(),
            JsonForm.Text
        );
}
