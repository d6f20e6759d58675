using Jmirror.Engine.Matching;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;

namespace Jmirror.Engine.Tests.Matching;

public sealed class DefinitionGuardTests
{
    public static TheoryData<Trigger, string> ImpossibleTriggers =>
        new()
        {
            {
                new Trigger { OuterVlan = 0 },
                "outer VLAN"
            },
            {
                new Trigger { OuterVlan = 4095 },
                "outer VLAN"
            },
            {
                new Trigger { InnerVlan = 4095 },
                "inner VLAN"
            },
            {
                new Trigger { PppoeSession = 0 },
                "PPPoE session"
            },
            {
                new Trigger { PppoeSession = 65535 },
                "PPPoE session"
            },
            {
                new Trigger { Mac = new MacAddress(0) },
                "MAC address"
            },
            {
                new Trigger { Mac = new MacAddress(1UL << 48) },
                "MAC address"
            },
            {
                new Trigger { Address = new IpPrefix(IpPrefix.FromIpv4(1), 96) },
                "address"
            },
            {
                new Trigger { Address = new IpPrefix(0, 129) },
                "address"
            },
        };

    public static TheoryData<SecurePolicy, string> ImpossiblePolicies =>
        new()
        {
            {
                new SecurePolicy { Direction = MirrorDirection.Unknown },
                "direction"
            },
            {
                new SecurePolicy { Form = (CopyForm)3 },
                "form"
            },
            {
                new SecurePolicy { Classifiers = [new Classifier { Dscp = 64 }] },
                "DSCP"
            },
            {
                new SecurePolicy { Classifiers = [new Classifier { SourcePort = new(2, 1) }] },
                "source ports"
            },
            {
                new SecurePolicy { Classifiers = [new Classifier { DestinationPort = new(2, 1) }] },
                "destination ports"
            },
            {
                new SecurePolicy { Classifiers = [new Classifier { Source = new(1, 0) }] },
                "classifier source"
            },
            {
                new SecurePolicy { Classifiers = [new Classifier { Destination = new(1, 0) }] },
                "classifier destination"
            },
            {
                new SecurePolicy { Drop = [new Classifier { Dscp = 64 }] },
                "DSCP"
            },
        };

    [Theory, MemberData(nameof(ImpossibleTriggers))]
    public void Build_TriggerOutOfRange_NamesMirrorAndProperty(Trigger trigger, string property) =>
        AssertRefused(Mirrors.Definition(trigger), property);

    [Theory, MemberData(nameof(ImpossiblePolicies))]
    public void Build_PolicyOutOfRange_NamesMirrorAndProperty(SecurePolicy policy, string property) =>
        AssertRefused(Mirrors.Definition(Trigger.All, policy), property);

    [Fact]
    public void Build_OneOfSeveralTriggersOutOfRange_NamesMirrorAndProperty() =>
        AssertRefused(Mirrors.Definition([Trigger.All, new Trigger { OuterVlan = 0 }]), "outer VLAN");

    private static void AssertRefused(MirrorDefinition definition, string property)
    {
        var refusal = Assert.Throws<ArgumentException>(() =>
            MirrorTable.Build([Mirrors.Definition(Trigger.All), definition])
        );

        Assert.StartsWith("mirror 1:", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(property, refusal.Message, StringComparison.Ordinal);
    }
}
