using System.CommandLine;
using System.Globalization;
using Jmirror.Engine.Pacing;
using Jmirror.Traffic.Plans;

namespace Jmirror.Cli.Options;

/// <summary>The options that describe subscribers and their traffic; each changes one part of a plan.</summary>
internal sealed class TrafficOptionSet
{
    private static readonly PopulationPlan Population = new();

    private readonly Option<uint?> _subscribers = OptionKit.Number(
        "--subscribers",
        "N",
        $"How many subscribers there are, up to {PopulationPlan.MaxCount}. Default {Population.Count}.",
        1,
        PopulationPlan.MaxCount
    );
    private readonly Option<Part?> _mirrored = OptionKit.Value<Part>(
        "--mirrored",
        "N|N%",
        "How many of them are mirrored, spread evenly. Default: all. Example: --mirrored 1%",
        "a whole number, or a percentage from 0% to 100%",
        Part.TryParse
    );
    private readonly Option<IReadOnlyList<AccessShare>?> _access = OptionKit.Explained<
        IReadOnlyList<AccessShare>
    >(
        "--access",
        "KIND[=WEIGHT],…",
        "How subscribers reach the router: ipoe, pppoe, l2tp, spread by weight. Default ipoe. Example: --access ipoe=2,pppoe,l2tp",
        TrafficText.TryParseAccess
    );
    private readonly Option<IReadOnlyList<MixShare>?> _mix = OptionKit.Explained<IReadOnlyList<MixShare>>(
        "--mix",
        "KIND[=WEIGHT],…",
        "What they send and receive, by share of packets: udp, voip (SIP and RTP), http, tls, dns, icmp, ppp (LCP echo, for PPPoE "
            + "and L2TP), capture. Default udp. Example: --mix http=5,voip=3,dns=1,icmp=1",
        TrafficText.TryParseMix
    );
    private readonly Option<SizeDistribution?> _size = OptionKit.Explained<SizeDistribution>(
        "--size",
        "BYTES|FROM-TO|imix",
        "Lengths of the IP packets of udp: one, a range, several with weights, or imix (40, 576, 1500 as 7 : 4 : 1). Default imix. "
            + "Example: --size 110, --size 64-1400, --size 40=7,576=4,1500=1",
        TrafficText.TryParseSizes
    );
    private readonly Option<Part?> _ipv6 = OptionKit.Value<Part>(
        "--ipv6",
        "N%",
        "Share of conversations over IPv6. Default 0%. Example: --ipv6 30%",
        "a percentage from 0% to 100%",
        (string text, out Part part) => Part.TryParse(text, out part) && part.IsShare
    );
    private readonly Option<VlanRange?> _outerVlans = Vlans("--outer-vlans", "outer tag");
    private readonly Option<VlanRange?> _innerVlans = Vlans("--inner-vlans", "inner tag");
    private readonly Option<decimal?> _logins = OptionKit.Explained<decimal?>(
        "--logins-per-second",
        "N",
        "Subscribers log in one after the other, at most so many a second, instead of being online from the beginning. "
            + "Default when sessions come and go: 1000. Example: --logins-per-second 200",
        (string text, out decimal? value, out string? error) =>
        {
            var good = RateText.TryParse(text, PacingSchedule.MaxRate, out var rate, out error);
            value = good ? rate : null;
            return good;
        }
    );
    private readonly Option<DurationDistribution?> _online = Durations(
        "--online",
        "How long a session lasts: a time, uniform:TIME (from 0 to twice as long), or exponential:TIME. Default: to the end."
    );
    private readonly Option<DurationDistribution?> _offline = Durations(
        "--offline",
        "How long a subscriber stays away before it logs in again. Default: for good."
    );
    private readonly Option<bool> _even = new("--even")
    {
        Description =
            "The same rate for every subscriber at all times. Without it some conversations go on at any time and everybody has a turn.",
    };
    private readonly Option<ulong?> _seed = OptionKit.Value<ulong>(
        "--seed",
        "N",
        "What all random choices follow from: the same seed gives the same bytes. Default 1.",
        "a whole number",
        (string text, out ulong value) =>
            ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value)
    );

    public void AddTo(Command command)
    {
        foreach (
            var option in (Option[])
                [
                    _subscribers,
                    _mirrored,
                    _access,
                    _mix,
                    _size,
                    _ipv6,
                    _outerVlans,
                    _innerVlans,
                    _logins,
                    _online,
                    _offline,
                    _even,
                    _seed,
                ]
        )
            command.Options.Add(option);
    }

    /// <summary>The plan, changed by what was said.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="plan">A scenario's; null: the default one.</param>
    public TrafficPlan Read(ParseResult parsed, TrafficPlan? plan)
    {
        var basis = plan ?? new TrafficPlan();
        return basis with
        {
            Seed = parsed.GetValue(_seed) ?? basis.Seed,
            Population = PopulationOf(parsed, basis.Population, isDefault: plan is null),
            Churn = ChurnOf(parsed, basis.Churn),
            Mix = MixOf(parsed, basis.Mix),
            EvenRates = parsed.GetValue(_even) || basis.EvenRates,
        };
    }

    private PopulationPlan PopulationOf(ParseResult parsed, PopulationPlan basis, bool isDefault)
    {
        var count = (int?)parsed.GetValue(_subscribers) ?? basis.Count;
        var mirrored = isDefault ? count : Math.Min(basis.Mirrored, count);
        return basis with
        {
            Count = count,
            Mirrored = parsed.GetValue(_mirrored) is { } part ? part.Of(count) : mirrored,
            Access = parsed.GetValue(_access) ?? basis.Access,
            OuterVlans = parsed.GetValue(_outerVlans) ?? basis.OuterVlans,
            InnerVlans = parsed.GetValue(_innerVlans) ?? basis.InnerVlans,
        };
    }

    private ChurnPlan? ChurnOf(ParseResult parsed, ChurnPlan? basis)
    {
        var (logins, online, offline) = (
            parsed.GetValue(_logins),
            parsed.GetValue(_online),
            parsed.GetValue(_offline)
        );
        if (logins is null && online is null && offline is null)
            return basis;
        basis ??= new ChurnPlan();
        return basis with
        {
            LoginsPerSecond = logins ?? basis.LoginsPerSecond,
            Online = online ?? basis.Online,
            Offline = offline ?? basis.Offline,
        };
    }

    private IReadOnlyList<MixShare> MixOf(ParseResult parsed, IReadOnlyList<MixShare> basis)
    {
        var (mix, sizes, ipv6) = (
            parsed.GetValue(_mix) ?? basis,
            parsed.GetValue(_size),
            parsed.GetValue(_ipv6)
        );
        return
        [
            .. mix.Select(share =>
                share with
                {
                    Sizes =
                        share.Application == ApplicationKind.Udp
                            ? sizes ?? share.Sizes ?? SizeDistribution.Imix
                            : share.Sizes,
                    Ipv6 = ipv6?.Share ?? share.Ipv6,
                }
            ),
        ];
    }

    private static Option<VlanRange?> Vlans(string name, string what) =>
        OptionKit.Value<VlanRange>(
            name,
            "N|FROM-TO",
            $"VLAN ids of the {what} of subscribers' frames, taken in turn. Default: none. Example: {name} 100-199",
            "a VLAN id from 1 to 4094, or two with a hyphen between",
            TrafficText.TryParseVlans
        );

    private static Option<DurationDistribution?> Durations(string name, string description) =>
        OptionKit.Explained<DurationDistribution?>(
            name,
            "TIME",
            $"{description} Example: {name} exponential:10m",
            TrafficText.TryParseDurations
        );
}
