using System.Globalization;

namespace Jmirror.Protocol.Dtcp;

/// <summary>Times on the wire: <c>YYYY-MM-DD HH:MM:SS.mmm</c>, UTC.</summary>
public static class DtcpTime
{
    /// <summary>The text of a time.</summary>
    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
