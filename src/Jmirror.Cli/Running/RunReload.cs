using System.Runtime.InteropServices;
using Jmirror.Provisioning.Api;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;

namespace Jmirror.Cli.Running;

/// <summary>Reads the configuration again, on SIGHUP or when the API asks.</summary>
internal sealed class RunReload(
    string file,
    Provisioner provisioner,
    RunAnalyzers analyzers,
    SecureLog secureLog,
    LiveEvents events,
    RunLog log
)
{
    private readonly Lock _reloading = new();

    /// <summary>What SIGHUP does: the configuration, and a new file for the secure log.</summary>
    public void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        secureLog.Reopen();
        Apply();
    }

    /// <summary>Applies what the file says now: all of it, or nothing.</summary>
    public ReloadOutcome Apply()
    {
        lock (_reloading)
        {
            var loaded = ConfigFile.Load(file);
            var outcome = provisioner.Reload(loaded, file);
            if (outcome.Succeeded)
            {
                analyzers.Use(loaded.Config!);
                log.Reloaded(
                    outcome.Mirrors.Kept,
                    outcome.Mirrors.Replaced,
                    outcome.Mirrors.Added,
                    outcome.Mirrors.Deleted
                );
            }
            // Sentences may quote targets.
            foreach (var error in outcome.Errors)
                log.NotReloaded($"{error.File}:{error.Position.Line}:{error.Position.Column}");
            events.Reloaded(outcome);
            return outcome;
        }
    }
}
