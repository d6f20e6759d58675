using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Link;

namespace Jmirror.Network.Tests.Files;

/// <summary>A packet of a capture as a value: what the readers are compared by.</summary>
internal sealed record Packet(
    string Bytes,
    int OriginalLength,
    long Timestamp,
    LinkType LinkType,
    string Interface = "test",
    FrameDirection Direction = FrameDirection.Unknown
)
{
    /// <summary>All packets of a file, and how it ended.</summary>
    public static (List<Packet> Packets, CaptureProblem? Problem) ReadAll(string path)
    {
        var interfaces = new CaptureInterfaces();
        using var source = CaptureFileSource.Open(path, interfaces);
        return (ReadAll(source, interfaces), source.Problem);
    }

    /// <summary>All packets of a file's bytes, through a read buffer of the given size.</summary>
    public static (List<Packet> Packets, CaptureProblem? Problem) ReadAll(
        byte[] file,
        int windowLength = 1 << 20
    )
    {
        var interfaces = new CaptureInterfaces();
        using var source = CaptureFileSource.Open(
            new MemoryStream(file),
            "folder/test",
            interfaces,
            null,
            windowLength
        );
        return (ReadAll(source, interfaces), source.Problem);
    }

    /// <summary>All packets that a source has left.</summary>
    public static List<Packet> ReadAll(IFrameSource source, CaptureInterfaces interfaces)
    {
        var packets = new List<Packet>();
        while (source.Receive(out var batch) != ReceiveStatus.End)
        {
            foreach (ref readonly var frame in batch.Frames)
                packets.Add(
                    new Packet(
                        Convert.ToHexStringLower(batch.BytesOf(frame)),
                        frame.OriginalLength,
                        frame.Timestamp,
                        frame.LinkType,
                        interfaces.NameOf(frame.Interface),
                        frame.Direction
                    )
                );
        }
        return packets;
    }
}
