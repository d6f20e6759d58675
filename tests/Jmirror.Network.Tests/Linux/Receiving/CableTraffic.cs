using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sources;
using Jmirror.Protocol.Link;
using Jmirror.Testing;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>A source at the near end of a cable, and strangers who send at the far end.</summary>
internal static class CableTraffic
{
    /// <summary>Opens a ring in the near namespace.</summary>
    public static PacketRingSource Open(
        VethPair cable,
        PacketRingOptions options,
        CaptureInterfaces? interfaces = null
    )
    {
        PacketRingSource? source = null;
        cable.InNear(() => source = PacketRingSource.Open(options, interfaces ?? new CaptureInterfaces()));
        return source!;
    }

    /// <summary>Opens a capture in the near namespace.</summary>
    public static OpenedSource OpenNear(
        VethPair cable,
        SourceTarget target,
        SourceEngine engine,
        CaptureInterfaces? interfaces = null
    )
    {
        OpenedSource? opened = null;
        cable.InNear(() =>
            opened = SourceFactory.Open(
                target,
                engine,
                interfaces ?? new CaptureInterfaces(),
                TimeProvider.System
            )
        );
        return opened!;
    }

    /// <summary>Opens AF_XDP in the near namespace, for one thread.</summary>
    public static XdpSource OpenXdp(
        VethPair cable,
        XdpSourceOptions options,
        CaptureInterfaces? interfaces = null
    ) => Assert.Single(OpenXdp(cable, options, shares: 1, interfaces ?? new CaptureInterfaces()));

    /// <summary>Opens AF_XDP in the near namespace.</summary>
    public static IReadOnlyList<XdpSource> OpenXdp(
        VethPair cable,
        XdpSourceOptions options,
        int shares,
        CaptureInterfaces interfaces
    )
    {
        IReadOnlyList<XdpSource> sources = [];
        cable.InNear(() => sources = XdpSource.Open(options, shares, interfaces, TimeProvider.System));
        return sources;
    }

    /// <summary>Sends the frames of a capture from the far side, as fast as it goes.</summary>
    public static void Replay(VethPair cable, string capture)
    {
        Assert.SkipUnless(Tool.Find("tcpreplay") is not null, "tcpreplay is not installed");
        cable.RunFar($"tcpreplay --quiet --topspeed -i {VethPair.Far} {capture}");
    }

    /// <summary>Sends frames from the far side.</summary>
    public static void Replay(VethPair cable, byte[][] frames)
    {
        using var folder = new TemporaryFolder();
        Replay(cable, WriteCapture(folder, frames));
    }

    /// <summary>Writes Ethernet frames to a capture file and returns its path.</summary>
    public static string WriteCapture(TemporaryFolder folder, byte[][] frames)
    {
        var capture = folder.PathOf("frames.pcap");
        PcapFile.Write(capture, (uint)LinkType.Ethernet, frames.Select(frame => (0L, frame)));
        return capture;
    }

    /// <summary>Sends UDP datagrams from 256 ports, in frames of 200 bytes, from the far side.</summary>
    public static void Flood(VethPair cable, int count)
    {
        Assert.SkipUnless(Tool.Find("trafgen") is not null, "trafgen (netsniff-ng) is not installed");
        using var folder = new TemporaryFolder();
        var configuration = folder.PathOf("flood.cfg");
        File.WriteAllText(
            configuration,
            "{ 2,0,0,0,0,2, 2,0,0,0,0,1, 8,0, 0x45,0,0,186, 0,0,0,0, 64,17,0,0, 192,0,2,1, 198,51,100,9, "
                + "0x75,dinc(0,255,1), 0x75,0x4e, 0,166,0,0, fill(0x5a,158) }"
        );
        cable.RunFar(
            $"trafgen --dev {VethPair.Far} --conf {configuration} --num {count} --cpus 1 --no-sock-mem --qdisc-path"
        );
    }
}
