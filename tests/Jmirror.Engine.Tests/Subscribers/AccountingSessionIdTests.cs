using Jmirror.Engine.Subscribers;

namespace Jmirror.Engine.Tests.Subscribers;

public class AccountingSessionIdTests
{
    [Theory]
    [InlineData("atm 2/1.2:0.42:0001048579", 0x0010_0003u)] // JUNOSe 11.3, "mirror acct-session-id"
    [InlineData("jnpr ge-1/0/0.7:12", 12u)] // Junos, accounting-session-id-format description
    [InlineData("1048579", 1048579u)] // Junos, decimal
    [InlineData("0010000a", 0x0010_000au)]
    [InlineData("0010000A", 0x0010_000au)]
    [InlineData("00100003", 100_003u)] // digits only: decimal
    [InlineData("4294967296", 0u)] // 2^32
    [InlineData("18446744073709551617", 1u)] // 2^64 + 1
    [InlineData("ff00000001", 1u)]
    public void Text_WithANumberAtTheEnd_GivesItsLow32Bits(string text, uint expected)
    {
        Assert.True(AccountingSessionId.TryParse(text, out var sessionId));
        Assert.Equal(expected, sessionId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("eth:")]
    [InlineData("session 5")]
    [InlineData("12-34")]
    [InlineData("0x10")]
    public void Text_WithoutNumberAtTheEnd_IsRefused(string text) =>
        Assert.False(AccountingSessionId.TryParse(text, out _));
}
