using System.Runtime.CompilerServices;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>Sessions as the subscriber table would show them.</summary>
internal static class Sessions
{
    public static Subscriber Make(
        long number,
        string address,
        params (IdentityKind Kind, string Value)[] identities
    )
    {
        var subscriber = New(number, 0);
        SetIdentities(subscriber, [.. identities.Select(one => new SubscriberIdentity(one.Kind, one.Value))]);
        Assert.True(IpPrefix.TryParse(address, out var prefix));
        SetAddresses(subscriber, [prefix]);
        return subscriber;
    }

    public static Subscriber Static(Subscriber subscriber)
    {
        SetStatic(subscriber, true);
        return subscriber;
    }

    public static Subscriber At(Subscriber subscriber, SubscriberInterface link)
    {
        SetInterface(subscriber, link);
        return subscriber;
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern Subscriber New(long number, long loggedIn);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Identities")]
    private static extern void SetIdentities(
        Subscriber subscriber,
        IReadOnlyList<SubscriberIdentity> identities
    );

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Addresses")]
    private static extern void SetAddresses(Subscriber subscriber, IReadOnlyList<IpPrefix> addresses);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IsStatic")]
    private static extern void SetStatic(Subscriber subscriber, bool isStatic);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_Interface")]
    private static extern void SetInterface(Subscriber subscriber, SubscriberInterface? link);
}
