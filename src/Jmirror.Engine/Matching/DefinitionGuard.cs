using Jmirror.Protocol.Ip;

namespace Jmirror.Engine.Matching;

/// <summary>
/// Stops definitions that no check can have passed. They would not fail by themselves: they would silently select
/// nothing, or the wrong packets.
/// </summary>
internal static class DefinitionGuard
{
    private const ushort MaxVlan = 4094;
    private const ushort MaxPppoeSession = 65534;
    private const ulong MaxMac = 0xffff_ffff_ffff;
    private const byte MaxDscp = 63;

    /// <summary>Looks through one definition.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message says which.</exception>
    public static void ThrowIfInvalid(MirrorDefinition definition, long number)
    {
        if (FaultOf(definition) is { } fault)
            throw new ArgumentException($"mirror {number}: {fault}", nameof(definition));
    }

    /// <summary>What is wrong with a definition, one clause; null when nothing is.</summary>
    public static string? FaultOf(MirrorDefinition definition) =>
        definition.Triggers.Select(FaultOf).FirstOrDefault(fault => fault is not null)
        ?? FaultOf(definition.Policy);

    /// <summary>What is wrong with a trigger, one clause; null when nothing is.</summary>
    public static string? FaultOf(Trigger trigger) =>
        trigger switch
        {
            { Address: { } address } when !IsPrefix(address) => $"address {address} is no prefix",
            { OuterVlan: 0 or > MaxVlan } => $"outer VLAN {trigger.OuterVlan} is not 1 to {MaxVlan}",
            { InnerVlan: 0 or > MaxVlan } => $"inner VLAN {trigger.InnerVlan} is not 1 to {MaxVlan}",
            { Mac.Value: 0 or > MaxMac } => "MAC address is 0 or has more than 48 bits",
            { PppoeSession: 0 or > MaxPppoeSession } =>
                $"PPPoE session {trigger.PppoeSession} is not 1 to {MaxPppoeSession}",
            _ => null,
        };

    private static string? FaultOf(SecurePolicy policy)
    {
        if (policy.Direction is MirrorDirection.Unknown or > MirrorDirection.Both)
            return $"policy direction {policy.Direction} selects nothing";
        if (policy.Form > CopyForm.Ppp)
            return $"copy form {policy.Form} does not exist";
        return policy
            .Classifiers.Concat(policy.Drop)
            .Select(FaultOf)
            .FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOf(Classifier classifier) =>
        classifier switch
        {
            { Source: { } source } when !IsPrefix(source) => $"classifier source {source} is no prefix",
            { Destination: { } destination } when !IsPrefix(destination) =>
                $"classifier destination {destination} is no prefix",
            { SourcePort: { } from } when from.First > from.Last =>
                $"classifier source ports {from} run backwards",
            { DestinationPort: { } to } when to.First > to.Last =>
                $"classifier destination ports {to} run backwards",
            { Dscp: > MaxDscp } => $"classifier DSCP {classifier.Dscp} is not 0 to {MaxDscp}",
            _ => null,
        };

    private static bool IsPrefix(IpPrefix prefix) =>
        prefix.Length is >= 0 and <= 128 && (prefix.Address & ~prefix.Mask) == UInt128.Zero;
}
