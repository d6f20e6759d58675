using Jmirror.Engine.Frames;
using Jmirror.Network.Linux.Receiving;
using Jmirror.Network.Sources;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Running;

/// <summary>The capture interfaces of a run, open: one source for each thread.</summary>
internal sealed class LiveCapture : IDisposable
{
    private readonly List<OpenedSource> _opened = [];

    private LiveCapture() { }

    /// <summary>One source for each capture thread.</summary>
    public IReadOnlyList<ILiveSource> Sources => [.. _opened.SelectMany(one => one.Shares)];

    /// <summary>In words, one for each interface.</summary>
    public IReadOnlyList<string> Descriptions => [.. _opened.Select(one => one.Explanation)];

    /// <summary>All interfaces, in words.</summary>
    public override string ToString() => string.Join("; ", Descriptions);

    /// <summary>What is wrong with interfaces, each one sentence without a full stop.</summary>
    public IEnumerable<string> Problems => _opened.Select(one => one.Problem).OfType<string>();

    /// <summary>What the kernel saw and dropped on all interfaces.</summary>
    public KernelCounters Kernel =>
        _opened
            .Select(one => one.ReadKernelCounters())
            .Aggregate(
                default(KernelCounters),
                (sum, one) => new KernelCounters(sum.Seen + one.Seen, sum.Dropped + one.Dropped)
            );

    /// <exception cref="CommandException">There is nothing to capture, or it cannot be captured here.</exception>
    public static LiveCapture Open(CaptureConfig config, CaptureInterfaces interfaces)
    {
        if (config.Interfaces.Count == 0)
            throw new CommandException(
                "nothing to capture: list interfaces under capture: interfaces in the configuration"
            );
        var capture = new LiveCapture();
        try
        {
            foreach (var one in config.Interfaces)
                capture._opened.Add(
                    SourceFactory.Open(
                        TargetOf(one, config),
                        EngineOf(config.Engine),
                        interfaces,
                        TimeProvider.System
                    )
                );
            return capture;
        }
        catch (Exception failure)
        {
            capture.Dispose();
            if (failure is SourceUnavailableException unavailable)
                throw new CommandException(
                    unavailable.Cure is null
                        ? unavailable.Message
                        : $"{unavailable.Message}; try: {unavailable.Cure}",
                    ExitCode.Environment
                );
            throw;
        }
    }

    /// <summary>Lets no further frame in; those that the kernel has taken are still handed out.</summary>
    public void Stop() => _opened.ForEach(one => one.StopCapture());

    public void Dispose() => _opened.ForEach(one => one.Dispose());

    private static SourceTarget TargetOf(CaptureInterfaceConfig one, CaptureConfig config) =>
        new(one.Name)
        {
            Filter = one.Filter,
            Promiscuous = one.IsPromiscuous,
            IgnoreOutgoing = !one.ReadsOutgoing,
            Threads = config.Threads,
        };

    private static SourceEngine EngineOf(CaptureEngineChoice choice) =>
        choice switch
        {
            CaptureEngineChoice.Packet => SourceEngine.Packet,
            CaptureEngineChoice.Xdp => SourceEngine.Xdp,
            CaptureEngineChoice.Pcap => SourceEngine.Pcap,
            _ => SourceEngine.Auto,
        };
}
