using Jmirror.Engine.Subscribers;
using static Jmirror.Engine.Tests.Subscribers.Told;

namespace Jmirror.Engine.Tests.Subscribers;

public sealed class FindingTests
{
    private readonly TableUnderTest _subscribers = new();

    [Fact]
    public void Identities_MustAllFit()
    {
        _subscribers.See(At(Pppoe(1)).User("alice").Circuit("eth 1/7"));
        var wanted = _subscribers.See(At(Pppoe(2, OtherMac)).User("alice").Circuit("eth 1/8"));
        Assert.Equal(2, _subscribers.Table.Find([new(IdentityKind.Username, "alice")]).Count);
        Assert.Equal(
            [wanted],
            _subscribers.Table.Find([
                new(IdentityKind.Username, "alice"),
                new(IdentityKind.AgentCircuitId, "eth 1/8"),
            ])
        );
    }

    [Fact]
    public void Identity_IsComparedByteForByte()
    {
        _subscribers.See(At(Pppoe(1)).User("alice"));
        Assert.Empty(_subscribers.Table.Find([new(IdentityKind.Username, "Alice")]));
        Assert.Empty(_subscribers.Table.Find([new(IdentityKind.AgentCircuitId, "alice")]));
    }

    [Theory]
    [InlineData("10.0.0.1", 1)]
    [InlineData("10.0.0.2", 0)]
    [InlineData("2001:db8:0:12::5", 1)]
    [InlineData("2001:db8:0:112::5", 0)]
    public void Address_IsFoundInPrefixes(string address, int expected)
    {
        _subscribers.See(At(Pppoe(1)).With("10.0.0.1", "2001:db8::/56"));
        _subscribers.See(At(Pppoe(2, OtherMac)).With("10.0.1.1"));
        Assert.Equal(expected, _subscribers.Table.Find([], Address(address)).Count);
    }

    [Fact]
    public void AddressAndIdentity_MustBothFit()
    {
        _subscribers.See(At(Pppoe(1)).User("alice").With("10.0.0.1"));
        SubscriberIdentity[] alice = [new(IdentityKind.Username, "alice")];
        Assert.Single(_subscribers.Table.Find(alice, Address("10.0.0.1")));
        Assert.Empty(_subscribers.Table.Find(alice, Address("10.0.0.2")));
    }

    [Fact]
    public void Nothing_IsNoSearch() => Assert.Throws<ArgumentException>(() => _subscribers.Table.Find([]));

    [Fact]
    public void List_GoesOnBehindASessionThatIsGone()
    {
        for (ushort i = 1; i <= 5; i++)
            _subscribers.See(At(Pppoe(i)));
        _subscribers.Table.See(At(Pppoe(2)).Down());
        Assert.Equal([1, 3], _subscribers.Table.List(0, 2).Select(session => session.Number));
        Assert.Equal([3, 4, 5], _subscribers.Table.List(2, 9).Select(session => session.Number));
        Assert.Null(_subscribers.Table.Show(2));
        Assert.Equal(3, _subscribers.Table.Show(3)!.Number);
    }
}
