using Jmirror.Cli.Options;
using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sources;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Cli.Receiving;

/// <summary>Where frames come from: a UDP socket, an interface, captures.</summary>
internal sealed class ReceiveSource : IDisposable
{
    private readonly IFrameSource _frames;
    private readonly ILiveSource? _live;
    private readonly CaptureSequence? _files;

    private ReceiveSource(
        ILiveSource live,
        CaptureInterfaces interfaces,
        string name,
        IReadOnlySet<ushort>? ports
    )
    {
        (_frames, _live) = (live, live);
        (Interfaces, Name, Ports) = (interfaces, name, ports);
    }

    private ReceiveSource(
        CaptureSequence files,
        CaptureInterfaces interfaces,
        string name,
        IReadOnlySet<ushort>? ports
    )
    {
        (_frames, _files) = (files, files);
        (Interfaces, Name, Ports) = (interfaces, name, ports);
    }

    /// <summary>Names of the interfaces that frames come from.</summary>
    public CaptureInterfaces Interfaces { get; }

    /// <summary>In words, for the summary.</summary>
    public string Name { get; }

    /// <summary>Ports that carry mirrored packets; null to recognise them on any port.</summary>
    public IReadOnlySet<ushort>? Ports { get; }

    /// <summary>What the kernel saw and dropped; null when reading captures.</summary>
    public KernelCounters? Counters => _live?.ReadKernelCounters();

    /// <summary>Why frames may be missing, as sentences.</summary>
    public IEnumerable<string> Problems =>
        _live is null ? _files!.Problems.Select(problem => problem.Message)
        : _live.Problem is { } problem ? [problem]
        : [];

    /// <exception cref="CommandException">It cannot be opened.</exception>
    public static ReceiveSource Open(ReceiveSettings settings, CancellationToken cancellation)
    {
        var interfaces = new CaptureInterfaces();
        try
        {
            if (settings.Listen is { } listen)
                return Listen(listen, settings, interfaces);
            if (settings.Interface is { } name)
                return Capture(name, settings, interfaces);
            var inputs = settings.Captures.Select(path => new CaptureInput(path)).ToList();
            return new ReceiveSource(
                CaptureSequence.Open(inputs, interfaces, cancellation),
                interfaces,
                string.Join(", ", settings.Captures),
                settings.Ports
            );
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message);
        }
        catch (SourceUnavailableException failure)
        {
            throw new CommandException(
                failure.Cure is null ? failure.Message : $"{failure.Message}; try: {failure.Cure}",
                ExitCode.Environment
            );
        }
    }

    public ReceiveStatus Receive(out FrameBatch batch) => _frames.Receive(out batch);

    public void Dispose() => _frames.Dispose();

    // Whatever comes to the socket is meant to be a mirror datagram.
    private static ReceiveSource Listen(
        Endpoint endpoint,
        ReceiveSettings settings,
        CaptureInterfaces interfaces
    )
    {
        var options = new UdpReceiveOptions(endpoint.Address, endpoint.Port ?? OuterHeader.DefaultPort)
        {
            // Only a kept datagram shows it.
            TellTimeToLive = settings.WriteDatagrams is not null,
        };
        var socket = UdpReceiveSource.Open(options, interfaces);
        return new ReceiveSource(
            socket,
            interfaces,
            $"udp {endpoint.Address}:{socket.LocalPort}",
            new HashSet<ushort> { socket.LocalPort }
        );
    }

    private static ReceiveSource Capture(string name, ReceiveSettings settings, CaptureInterfaces interfaces)
    {
        var target = new SourceTarget(name) { Filter = settings.Filter };
        var opened = SourceFactory.Open(
            target,
            settings.Engine ?? SourceEngine.Auto,
            interfaces,
            TimeProvider.System
        );
        var filter = settings.Filter is null ? "" : $", filter \"{settings.Filter}\"";
        var engine = settings.Engine is null ? "" : $" ({opened.Explanation})";
        return new ReceiveSource(
            opened.Shares[0],
            interfaces,
            $"interface {name}{filter}{engine}",
            settings.Ports
        );
    }
}
