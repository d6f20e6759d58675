using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Traffic.Plans;

namespace Jmirror.Traffic.Population;

/// <summary>
/// All subscribers of a plan. Everything about one is worked out from its number when it is asked for; a million cost no
/// more memory than one.
/// </summary>
public sealed class SubscriberPopulation
{
    /// <summary>Longest user name, password, circuit id or remote id, bytes of UTF-8: the value of a RADIUS attribute (RFC 2865 section 5).</summary>
    public const int MaxNameLength = 253;

    /// <summary>Addresses of the IPv4 prefix that no subscriber has: network, router and broadcast.</summary>
    internal const int ReservedIpv4Addresses = 3;

    private readonly AccessCycle _cycle;
    private readonly MirroredShare[] _mirroredShares;
    private readonly VlanPairs _vlans;
    private readonly NamePattern _username;
    private readonly NamePattern _password;
    private readonly NamePattern _circuitId;
    private readonly NamePattern _remoteId;
    private readonly uint _ipv4Base;
    private readonly UInt128 _ipv6Base;
    private readonly bool _hasIpv4;
    private readonly bool _hasIpv6;

    /// <summary>Prepares the formulas.</summary>
    /// <exception cref="ArgumentException"><see cref="PopulationRules"/> refuses the plan, with the reason.</exception>
    public SubscriberPopulation(PopulationPlan plan)
    {
        if (PopulationRules.Check(plan) is { } fault)
            throw new ArgumentException(fault, nameof(plan));
        Plan = plan;
        _cycle = new AccessCycle(plan.Access);
        _mirroredShares = new MirroredShare[_cycle.Kinds];
        for (var kind = 0; kind < _cycle.Kinds; kind++)
        {
            var all = _cycle.CountOf(kind, plan.Count);
            var mirrored = _cycle.CountOf(kind, plan.Mirrored);
            _mirroredShares[kind] = new MirroredShare(all, mirrored, _cycle.IndexOf(kind, 0), plan.Mirrored);
            if (_cycle[kind] == AccessKind.L2tp)
                Tunnels = (all + plan.SessionsPerTunnel - 1) / plan.SessionsPerTunnel;
        }
        _vlans = new VlanPairs(plan.OuterVlans, plan.InnerVlans);
        _username = NamePattern.Read(plan.Username);
        _password = NamePattern.Read(plan.Password);
        _circuitId = NamePattern.Read(plan.CircuitId);
        _remoteId = NamePattern.Read(plan.RemoteId);
        (_hasIpv4, _ipv4Base) = plan.Ipv4 is { } ipv4 ? (true, (uint)ipv4.Address) : default;
        (_hasIpv6, _ipv6Base) = plan.Ipv6 is { } ipv6 ? (true, ipv6.Address) : default;
    }

    /// <summary>What it follows from.</summary>
    public PopulationPlan Plan { get; }

    /// <summary>How many subscribers; they are numbered from 1 to this.</summary>
    public int Count => Plan.Count;

    /// <summary>How many of them are mirrored.</summary>
    public int Mirrored => Plan.Mirrored;

    /// <summary>L2TP tunnels, numbered from 1 to this; 0 without L2TP.</summary>
    public int Tunnels { get; }

    /// <summary>A subscriber.</summary>
    /// <param name="number">From 1 to <see cref="Count"/>.</param>
    public SyntheticSubscriber this[int number]
    {
        get
        {
            var (kind, rank) = Locate(number);
            var access = _cycle[kind];
            var isL2tp = access == AccessKind.L2tp;
            var isMirrored = _mirroredShares[kind].TryFind(rank, out var mirrored);
            var mac = new MacAddress(Plan.FirstMac.Value + (uint)number);
            var prefix = _hasIpv6 ? _ipv6Base + ((UInt128)(uint)number << InterfaceId.Bits) : UInt128.Zero;
            var addresses = new SubscriberAddresses(
                new Ipv4Address(_hasIpv4 ? _ipv4Base + (uint)number : 0),
                _hasIpv6 ? prefix | InterfaceId.Of(mac) : UInt128.Zero
            );
            var (outer, inner) = isL2tp ? default : _vlans[number];
            return new SyntheticSubscriber(
                number,
                access,
                addresses,
                prefix,
                _hasIpv4,
                _hasIpv6,
                mac,
                outer,
                inner,
                isMirrored,
                isMirrored ? Plan.FirstMirrorId + (uint)_cycle.IndexOf(kind, mirrored) : 0,
                isL2tp ? (ushort)((rank / Plan.SessionsPerTunnel) + 1) : (ushort)0
            );
        }
    }

    /// <summary>The router's own address in the subscribers' IPv4 prefix, the last but broadcast; 0 without IPv4.</summary>
    public Ipv4Address RouterIpv4 =>
        Plan.Ipv4 is { } prefix ? new Ipv4Address((uint)(prefix.Address | ~prefix.Mask) - 1) : default;

    /// <summary>A mirrored subscriber's number. Their order is, within a few places, that of their numbers.</summary>
    /// <param name="index">From 0 to <see cref="Mirrored"/> less 1; mirror ids follow it.</param>
    public int MirroredNumber(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Mirrored, nameof(index));
        var (kind, rank) = _cycle.At(index);
        return _cycle.IndexOf(kind, _mirroredShares[kind].RankOf(rank)) + 1;
    }

    /// <summary>Address of the access concentrator of a tunnel.</summary>
    /// <param name="tunnel">From 1 to <see cref="Tunnels"/>.</param>
    public Ipv4Address LacAddress(int tunnel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(
            (uint)tunnel - 1,
            (uint)Tunnels,
            nameof(tunnel)
        );
        return new Ipv4Address(Plan.FirstLacAddress.Value + (uint)tunnel - 1);
    }

    /// <summary>Its user name.</summary>
    public string Username(int number) => _username.Format(Fields(number));

    /// <summary>Its password.</summary>
    public string Password(int number) => _password.Format(Fields(number));

    /// <summary>Its agent circuit id.</summary>
    public string CircuitId(int number) => _circuitId.Format(Fields(number));

    /// <summary>Its agent remote id.</summary>
    public string RemoteId(int number) => _remoteId.Format(Fields(number));

    /// <summary>Writes its user name in UTF-8.</summary>
    /// <param name="number">From 1 to <see cref="Count"/>.</param>
    /// <param name="destination">Room of at least <see cref="MaxNameLength"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public int WriteUsername(int number, Span<byte> destination) =>
        _username.Write(Fields(number), destination);

    /// <summary>Writes its password in UTF-8, as <see cref="WriteUsername"/> does.</summary>
    public int WritePassword(int number, Span<byte> destination) =>
        _password.Write(Fields(number), destination);

    /// <summary>Writes its agent circuit id in UTF-8, as <see cref="WriteUsername"/> does.</summary>
    public int WriteCircuitId(int number, Span<byte> destination) =>
        _circuitId.Write(Fields(number), destination);

    /// <summary>Writes its agent remote id in UTF-8, as <see cref="WriteUsername"/> does.</summary>
    public int WriteRemoteId(int number, Span<byte> destination) =>
        _remoteId.Write(Fields(number), destination);

    /// <summary>True when its packets are mirrored.</summary>
    /// <param name="number">From 1 to <see cref="Count"/>.</param>
    public bool IsMirrored(int number)
    {
        var (kind, rank) = Locate(number);
        return _mirroredShares[kind].TryFind(rank, out _);
    }

    /// <summary>Where a subscriber stands among those of its link, from which its link session ids follow.</summary>
    internal LinkPlace LinkPlaceOf(int number)
    {
        var (kind, rank) = Locate(number);
        return _cycle[kind] switch
        {
            AccessKind.L2tp => new LinkPlace(
                rank % Plan.SessionsPerTunnel,
                Math.Min(Plan.SessionsPerTunnel, Count)
            ),
            AccessKind.Pppoe => new LinkPlace(
                (number - 1) / _vlans.Count,
                (Count + _vlans.Count - 1) / _vlans.Count
            ),
            _ => default,
        };
    }

    private NameFields Fields(int number)
    {
        var (kind, _) = Locate(number);
        var (outer, inner) = _cycle[kind] == AccessKind.L2tp ? default : _vlans[number];
        return new NameFields(number, outer, inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (int Kind, int Rank) Locate(int number)
    {
        if ((uint)(number - 1) >= (uint)Count)
            ThrowNoSubscriber(number);
        return _cycle.At(number - 1);
    }

    [DoesNotReturn]
    private void ThrowNoSubscriber(int number) =>
        throw new ArgumentOutOfRangeException(
            nameof(number),
            number,
            $"subscribers are numbered from 1 to {Count}"
        );
}
