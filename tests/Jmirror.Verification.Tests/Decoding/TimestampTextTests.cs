using Jmirror.Verification.Decoding;

namespace Jmirror.Verification.Tests.Decoding;

public sealed class TimestampTextTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(1_242_202_502_123_456_789, "2009-05-13T08:15:02.123456789Z")]
    [InlineData(1_000_000_001, "1970-01-01T00:00:01.000000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1_000_000_000, "1969-12-31T23:59:59.000000000Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    [InlineData(long.MinValue, "1677-09-21T00:12:43.145224192Z")]
    public void Format_Nanoseconds_KeepsAllNineDigits(long timestamp, string expected) =>
        Assert.Equal(expected, TimestampText.Format(timestamp));
}
