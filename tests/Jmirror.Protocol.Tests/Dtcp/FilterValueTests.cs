using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class FilterValueTests
{
    [Theory]
    [InlineData("10.0.0.9")]
    [InlineData("10.0.0.0/24")]
    [InlineData("!10.0.0.0/24")]
    [InlineData("10.0.0.1-10.0.0.9")]
    [InlineData("2001:db8::/32")]
    [InlineData("*")]
    public void Addresses_InEveryForm_AreAFilter(string text) => Assert.True(FilterValue.IsAddresses(text));

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.9-10.0.0.1")]
    [InlineData("10.0.0.0/24-10.0.1.0/24")]
    [InlineData("10.0.0.1-2001:db8::1")]
    public void Addresses_ThatAreNone_AreNoFilter(string text) => Assert.False(FilterValue.IsAddresses(text));

    [Theory]
    [InlineData("17", true)]
    [InlineData("!17", true)]
    [InlineData("0-255", true)]
    [InlineData("*", true)]
    [InlineData("256", false)]
    [InlineData("9-1", false)]
    [InlineData("1-", false)]
    [InlineData("udp", false)]
    [InlineData("", false)]
    public void Numbers_AreAFilterUpToTheLargest(string text, bool expected) =>
        Assert.Equal(expected, FilterValue.IsNumbers(text, byte.MaxValue));
}
