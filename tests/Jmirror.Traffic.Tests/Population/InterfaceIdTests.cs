using Jmirror.Protocol.Link;
using Jmirror.Traffic.Population;

namespace Jmirror.Traffic.Tests.Population;

public sealed class InterfaceIdTests
{
    // The example of RFC 2464 section 4.
    [Fact]
    public void Of_TheExampleOfTheRfc() =>
        Assert.Equal(0x3656_78ff_fe9a_bcdeUL, InterfaceId.Of(new MacAddress(0x3456_789a_bcde)));
}
