using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Measuring;
using Jmirror.Engine.Registry;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Mirror;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Radius;

namespace Jmirror.Benchmarks;

/// <summary>
/// CoA-Requests that each replace one of many live mirrors, over UDP on loopback: <c>coa MIRRORS SECONDS [WINDOW]</c>.
/// One client keeps so many requests under way (16); client and server share the machine.
/// </summary>
internal static class CoaRun
{
    private static readonly UInt128 Loopback = IpPrefix.FromIpv4(0x7f00_0001);
    private static readonly RadiusSecret Secret = new("testing123");

    public static void Run(string[] arguments)
    {
        var mirrors = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var seconds = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        var window = arguments.Length > 2 ? int.Parse(arguments[2], CultureInfo.InvariantCulture) : 16;
        var plane = new ControlPlane(
            new MirrorTable(TriggerPrecedence.EveryHit, []),
            new AnyAnalyzer(),
            new NoLog(),
            TimeProvider.System,
            new ControlPlaneOptions()
        );
        for (var i = 0; i < mirrors; i++)
            plane.See(LoginOf(i));
        var config = new DynamicRequestsConfig
        {
            Listen = [Loopback],
            Port = 0,
            Clients =
            [
                new DynamicClientConfig
                {
                    Address = new IpPrefix(Loopback, 128),
                    Secret = new SecretConfig(Secret, null),
                },
            ],
        };
        var requests = new DynamicRequests(
            config,
            RouterSeries.Mx,
            plane,
            new RadiusMirrors(plane),
            TimeProvider.System
        );
        using var server = DynamicRequestServer.Start(config, requests);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(server.Endpoints[0]);
        byte[][] packets = [.. Enumerable.Range(0, mirrors).Select(PacketOf)];

        // The first turn starts every mirror; the second is measured.
        Ask(socket, packets, window, packets.Length, new Histogram());
        var times = new Histogram();
        var before = GC.GetTotalAllocatedBytes();
        var collections = GC.CollectionCount(0);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds)
            Ask(socket, packets, window, Math.Min(packets.Length, 10_000), times);
        watch.Stop();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{plane.Counts.Mirrors:#,0} mirrors, {window} under way: {times.Count / watch.Elapsed.TotalSeconds:#,0} requests/s; "
                    + $"answer after {Microseconds(times, 50)} us (median), {Microseconds(times, 99)} us (p99), {times.Max / 1000} us (longest); "
                    + $"{requests.Counters[DynamicRequestOutcome.CoaNak]} refused; "
                    + $"{(GC.GetTotalAllocatedBytes() - before) / times.Count:#,0} bytes allocated and {GC.CollectionCount(0) - collections} collections for {times.Count:#,0} requests"
            )
        );
    }

    /// <summary>Sends requests from the front of the list, so many under way, and records how long each answer took.</summary>
    private static void Ask(Socket socket, byte[][] packets, int window, int count, Histogram times)
    {
        // An identifier is free again when its answer is here: the window is below 256.
        var sent = new long[256];
        var answer = new byte[RadiusPacketView.MaxLength];
        var next = 0;
        for (var answered = 0; answered < count; answered++)
        {
            for (; next < count && next - answered < window; next++)
            {
                sent[packets[next][1]] = Stopwatch.GetTimestamp();
                socket.Send(packets[next]);
            }
            socket.Receive(answer);
            times.Record((long)Stopwatch.GetElapsedTime(sent[answer[1]]).TotalNanoseconds);
        }
    }

    private static long Microseconds(Histogram times, double percentile) =>
        times.ValueAtPercentile(percentile) / 1000;

    private static byte[] PacketOf(int number)
    {
        var buffer = new byte[RadiusPacketView.MaxLength];
        var writer = new RadiusPacketWriter(buffer, RadiusCode.CoaRequest, (byte)number);
        writer.AddText(RadiusAttributeType.AcctSessionId, SessionOf(number));
        Add(ref writer, RadiusAttributeType.LiAction, 1);
        Span<byte> handle = stackalloc byte[8];
        handle = handle[..new MedDevHandle((uint)number, 1).Write(handle)];
        writer.AddSalted(RadiusAttributeType.MedDevHandle, handle, 2, SaltCipher.NoAuthenticator, Secret);
        Add(ref writer, RadiusAttributeType.MedIpAddress, 0xc000_0264);
        Add(ref writer, RadiusAttributeType.MedPortNumber, 30030);
        return buffer[..writer.FinishRequest(Secret)];
    }

    private static void Add(ref RadiusPacketWriter writer, RadiusAttributeType type, uint number)
    {
        Span<byte> clear = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(clear, number);
        writer.AddSalted(type, clear, (ushort)type, SaltCipher.NoAuthenticator, Secret);
    }

    private static Sighting LoginOf(int number) =>
        new()
        {
            Source = SightingSource.RadiusAccounting,
            Kind = SightingKind.Up,
            Timestamp = 1,
            Identities =
            [
                new SubscriberIdentity(IdentityKind.AcctSessionId, SessionOf(number)),
                new SubscriberIdentity(IdentityKind.Username, $"user{number}@isp.example"),
            ],
            Addresses = [new IpPrefix(IpPrefix.FromIpv4(0x0a00_0000u + (uint)number), 128)],
        };

    private static string SessionOf(int number) =>
        (1_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private sealed class AnyAnalyzer : IAnalyzers
    {
        public AnalyzerWay? Find(Ipv4Address address, ushort port, out string? problem)
        {
            problem = null;
            return new AnalyzerWay(0, new Ipv4Address(0xc000_0201), null, 255, 1500, OversizeRule.Fragment);
        }
    }

    private sealed class NoLog : IMirrorLog
    {
        public void Write(in MirrorEvent line) { }
    }
}
