using Jmirror.Cli.Dtcp;
using Jmirror.Engine.Frames;
using Jmirror.Engine.Ledgers;
using Jmirror.Network.Linux;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Cli.Running;

/// <summary>
/// What takes more privileges than a run keeps. It is opened before anything else, and then they are given up: while
/// there is only one thread, since each thread begins with the privileges of the one that started it.
/// </summary>
internal sealed class OpenedFirst : IDisposable
{
    private OpenedFirst(LiveCapture capture, CaptureInterfaces interfaces) =>
        (Capture, Interfaces) = (capture, interfaces);

    /// <summary>What is captured.</summary>
    public LiveCapture Capture { get; }

    /// <summary>The numbers of the capture interfaces.</summary>
    public CaptureInterfaces Interfaces { get; }

    /// <summary>The ledger's file; null without ledger.</summary>
    public Stream? Ledger { get; private init; }

    /// <summary>What starts the SSH front of DTCP; null without one.</summary>
    public FrontStarter? FrontStarter { get; private init; }

    /// <summary>Opens it all, and keeps only what engines need.</summary>
    /// <exception cref="CommandException">There is nothing to capture, or it cannot be captured here.</exception>
    /// <exception cref="IOException">The ledger cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static OpenedFirst Open(EmulatorConfig config, string? ledger)
    {
        var interfaces = new CaptureInterfaces();
        var capture = LiveCapture.Open(config.Capture, interfaces);
        try
        {
            var opened = new OpenedFirst(capture, interfaces)
            {
                Ledger = ledger is null ? null : LedgerWriter.OpenFile(ledger),
                FrontStarter = config.Dtcp?.Transport == DtcpTransport.Ssh ? new FrontStarter() : null,
            };
            LockedMemory.LiftLimit();
            Privileges.KeepOnly(Capability.NetRaw, Capability.NetAdmin);
            return opened;
        }
        catch
        {
            capture.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        FrontStarter?.Dispose();
        Ledger?.Dispose();
        Capture.Dispose();
    }
}
