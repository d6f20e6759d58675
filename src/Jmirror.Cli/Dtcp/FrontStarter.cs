using System.Collections.Concurrent;
using System.Diagnostics;
using Jmirror.Network.Linux;

namespace Jmirror.Cli.Dtcp;

/// <summary>
/// The one thread of a run that may start a process as another user, and end it. The run gives these privileges up, but
/// a front that dies is started again. The thread hears no one but <see cref="SshFrontSupervisor"/>.
/// </summary>
internal sealed class FrontStarter : IDisposable
{
    private readonly BlockingCollection<Action> _orders = [];
    private readonly Thread _thread;

    /// <summary>Begins; to be called in a thread that still has the privileges.</summary>
    public FrontStarter()
    {
        _thread = new Thread(CarryOut) { IsBackground = true, Name = "front starter" };
        _thread.Start();
    }

    /// <summary>Starts a process, which gets the privileges of this thread.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be run.</exception>
    public Process Start(ProcessStartInfo how) => Have(() => Process.Start(how)!);

    /// <summary>Ends a process that was started here.</summary>
    public void Kill(Process process) =>
        Have(() =>
        {
            process.Kill();
            return process;
        });

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }

    private T Have<T>(Func<T> order)
    {
        var done = new TaskCompletionSource<T>();
        _orders.Add(() =>
        {
            try
            {
                done.SetResult(order());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    private void CarryOut()
    {
        Privileges.KeepOnly(Capability.Kill, Capability.SetGid, Capability.SetUid);
        foreach (var order in _orders.GetConsumingEnumerable())
            order();
    }
}
