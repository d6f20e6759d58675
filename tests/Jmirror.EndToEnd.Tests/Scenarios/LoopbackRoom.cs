using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Scenarios;

/// <summary>A network namespace with nothing but a loopback interface: a whole lab, of which no packet can leave.</summary>
internal sealed class LoopbackRoom : IDisposable
{
    private static int _made;

    private readonly string _name;

    /// <summary>Makes it; skips the test where that is not possible.</summary>
    public LoopbackRoom()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Tool.Find("ip") is not null, "ip (iproute2) is not installed");
        _name = $"jmroom{Environment.ProcessId}-{Interlocked.Increment(ref _made)}";
        Tool.Run("ip", "netns", "add", _name);
        Tool.Run("ip", "-n", _name, "link", "set", "lo", "up");
    }

    /// <summary>Runs our program in it to its end, whichever that is.</summary>
    public ToolResult Run(params IReadOnlyList<string> arguments) =>
        Tool.RunAny(Tool.Find("ip")!, ["netns", "exec", _name, JmirrorProgram.Path, .. arguments]);

    /// <summary>Starts a program in it.</summary>
    public RunningTool Start(string path, params IReadOnlyList<string> arguments) =>
        RunningTool.Start(Tool.Find("ip")!, ["netns", "exec", _name, path, .. arguments]);

    public void Dispose() => Tool.Run("ip", "netns", "delete", _name);
}
