using System.Diagnostics;
using System.Globalization;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Link;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Benchmarks;

/// <summary>
/// Logs subscribers in as a PPPoE network with RADIUS shows them, and tells what they cost: <c>subscribers SESSIONS
/// [MIRRORS]</c>. Memory is what is left after a full collection, indexes included; then what a login, a request and a
/// deletion cost beside so many others.
/// </summary>
internal static class SubscriberMemory
{
    private const int Trials = 1_000;
    private const long Second = 1_000_000_000;

    public static void Run(string[] arguments)
    {
        var sessions = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var mirrors = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 0;
        var options = new ControlPlaneOptions
        {
            Subscribers = new SubscriberOptions { MaxSubscribers = sessions + Trials },
        };
        var plane = new ControlPlane(
            new MirrorTable(TriggerPrecedence.EveryHit, []),
            new NoAnalyzers(),
            new NoLog(),
            TimeProvider.System,
            options
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var watch = Stopwatch.StartNew();
        for (var i = 0; i < sessions; i++)
            LogIn(plane, i);
        watch.Stop();
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Print(
            $"{plane.Counts.Sessions:#,0} sessions: {(after - before) / 1048576.0:F1} MiB, {(double)(after - before) / sessions:F0} bytes each"
        );
        Print(
            $"resident {Environment.WorkingSet / 1048576.0:F0} MiB; {watch.Elapsed.TotalMicroseconds / sessions:F2} us for the four sightings of each login"
        );

        watch.Restart();
        for (var i = 0; i < mirrors; i++)
            plane.Add(RequestOn(i));
        watch.Stop();
        if (mirrors > 0)
        {
            var full = GC.GetTotalMemory(forceFullCollection: true);
            Print(
                $"{plane.Counts.Mirrors:#,0} mirrors: {(full - after) / 1048576.0:F1} MiB, {watch.Elapsed.TotalMicroseconds / mirrors:F2} us each"
            );
        }

        var numbers = new long[Trials];
        PrintSlowest("login, first sighting", i => plane.See(Pads(sessions + i)));
        PrintSlowest("login, RADIUS without interface", i => plane.See(Access(sessions + i)));
        PrintSlowest("request", i => numbers[i] = plane.Add(RequestOn(sessions + i)).Number);
        PrintSlowest("address that a mirror follows", i => plane.See(Ipcp(sessions + i)));
        PrintSlowest("interim update that tells nothing new", i => plane.See(Access(sessions + i)));
        PrintSlowest("deletion", i => plane.Delete(numbers[i], "done"));
        PrintSlowest("logout", i => plane.See(Padt(sessions + i)));
        GC.KeepAlive(plane);
    }

    private static void LogIn(ControlPlane plane, int i)
    {
        plane.See(Pads(i));
        plane.See(Access(i));
        plane.See(Ipcp(i));
        plane.See(Dhcpv6(i));
    }

    private static Sighting Pads(int i) =>
        Seen(i, SightingSource.Ppp) with
        {
            IsLogin = true,
            Identities =
            [
                new SubscriberIdentity(IdentityKind.AgentCircuitId, CircuitOf(i)),
                new SubscriberIdentity(IdentityKind.AgentRemoteId, $"line-{i:D10}"),
            ],
        };

    private static Sighting Access(int i) =>
        new()
        {
            Source = SightingSource.RadiusAccess,
            Kind = SightingKind.Up,
            Timestamp = i * Second,
            Nas = "192.0.2.1",
            Identities =
            [
                new SubscriberIdentity(IdentityKind.Username, NameOf(i)),
                new SubscriberIdentity(IdentityKind.AcctSessionId, $"{i + 0x0010_0000:x8}"),
                new SubscriberIdentity(IdentityKind.CallingStationId, MacOf(i).ToString()),
                new SubscriberIdentity(IdentityKind.AgentCircuitId, CircuitOf(i)),
            ],
        };

    private static Sighting Ipcp(int i) =>
        Seen(i, SightingSource.Ppp) with
        {
            Addresses = [new IpPrefix(IpPrefix.FromIpv4(0x0a00_0000 + (uint)i), 128)],
        };

    private static Sighting Dhcpv6(int i) =>
        Seen(i, SightingSource.Dhcpv6) with
        {
            Addresses = [new IpPrefix(new UInt128(0x2001_0db8_0000_0000 + ((ulong)i << 8), 0), 56)],
        };

    private static Sighting Padt(int i) => Seen(i, SightingSource.Ppp) with { Kind = SightingKind.Down };

    private static Sighting Seen(int i, SightingSource source) =>
        new()
        {
            Source = source,
            Kind = SightingKind.Up,
            Timestamp = i * Second,
            Interface = new SubscriberInterface
            {
                Interface = 0,
                OuterVlan = (ushort)(1 + (i / 4000 % 4000)),
                InnerVlan = (ushort)(1 + (i % 4000)),
                PppoeSession = (ushort)(1 + (i % 65_000)),
                Mac = MacOf(i),
            },
        };

    private static MirrorRequest RequestOn(int i) =>
        new(
            MirrorOrigin.Operator,
            new MirrorSelector { Identities = [new SubscriberIdentity(IdentityKind.Username, NameOf(i))] },
            new MirrorTarget(
                SecurePolicy.Default,
                new OuterHeader(new Ipv4Address(0xc000_0201), new Ipv4Address(0xc000_0264), 30030, 30030),
                new MedDevHandle((uint)i, null)
            )
        );

    private static string NameOf(int i) => $"user{i:D7}@isp.example";

    private static string CircuitOf(int i) => $"dslam-{i / 4000:D4} eth 1/1/{i % 48:D2}:{i % 4000:D4}.35";

    private static MacAddress MacOf(int i) => new(0x0200_5e00_0000 + (ulong)i);

    private static void PrintSlowest(string what, Action<int> action)
    {
        var times = new double[Trials];
        for (var i = 0; i < Trials; i++)
        {
            var start = Stopwatch.GetTimestamp();
            action(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
        Array.Sort(times);
        Print(
            $"{what}: median {times[Trials / 2]:F1} us, 95th percentile {times[Trials * 95 / 100]:F1} us, slowest {times[^1]:F1} us"
        );
    }

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));

    private sealed class NoAnalyzers : IAnalyzers
    {
        public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
        {
            problem = "there are no analyzers";
            return null;
        }
    }

    private sealed class NoLog : IMirrorLog
    {
        public void Write(in MirrorEvent line) { }
    }
}
