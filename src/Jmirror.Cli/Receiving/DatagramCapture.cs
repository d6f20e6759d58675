using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Link;

namespace Jmirror.Cli.Receiving;

/// <summary>
/// A capture file of the frames that carry mirror datagrams, as they were received: whatever link header, outer
/// headers and fragments they came with.
/// </summary>
internal sealed class DatagramCapture : IDisposable
{
    private readonly CaptureWriter _writer;
    private readonly CaptureInterfaces _names;
    private readonly Dictionary<(ushort Interface, LinkType Link), int> _interfaces = [];

    private DatagramCapture(CaptureWriter writer, CaptureInterfaces names)
    {
        _writer = writer;
        _names = names;
    }

    /// <param name="path">The file.</param>
    /// <param name="names">Those of the interfaces that frames come from.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static DatagramCapture Create(string path, CaptureInterfaces names)
    {
        try
        {
            return new DatagramCapture(CaptureWriter.Create(path, ProgramVersion.NameAndVersion), names);
        }
        catch (CaptureFileException failure)
        {
            throw new OutputException(failure);
        }
    }

    /// <summary>Appends a frame.</summary>
    /// <exception cref="CommandException">The file cannot take it: a second link type in a pcap file, a full disk.</exception>
    public void Write(ReadOnlySpan<byte> frame, in FrameInfo info)
    {
        try
        {
            _writer.Write(InterfaceOf(info), info.Timestamp, frame, info.OriginalLength);
        }
        catch (CaptureFileException failure)
        {
            throw new OutputException(failure);
        }
    }

    public void Dispose() => _writer.Dispose();

    private int InterfaceOf(in FrameInfo info)
    {
        var key = (info.Interface, info.LinkType);
        if (!_interfaces.TryGetValue(key, out var number))
        {
            number = _writer.AddInterface(_names.NameOf(info.Interface), info.LinkType);
            _interfaces.Add(key, number);
        }
        return number;
    }
}
