namespace Jmirror.Testing;

/// <summary>
/// Two network namespaces with a virtual Ethernet cable between them: interface <c>near</c> in the one where the
/// code under test runs, <c>far</c> in the other. Both are up and have no addresses. Removed on disposal.
/// </summary>
public sealed class VethPair : IDisposable
{
    /// <summary>Interface of the near side.</summary>
    public const string Near = "near";

    /// <summary>Interface of the far side.</summary>
    public const string Far = "far";

    private static int _made;

    private readonly string _nearNamespace;

    /// <summary>Name of the far namespace, for commands that are to reach into it.</summary>
    public string FarNamespace { get; }

    /// <summary>Makes the pair; skips the test where that is not possible.</summary>
    public VethPair()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Tool.Find("ip") is not null, "ip (iproute2) is not installed");
        var number = Interlocked.Increment(ref _made);
        _nearNamespace = $"jmtest{Environment.ProcessId}-{number}near";
        FarNamespace = $"jmtest{Environment.ProcessId}-{number}far";
        Tool.Run("ip", "netns", "add", _nearNamespace);
        Tool.Run("ip", "netns", "add", FarNamespace);
        try
        {
            Plug();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Makes the cable, again if it was removed, with so many queues at both ends in both directions.</summary>
    public void Plug(int queues = 1)
    {
        var size = $"numrxqueues {queues} numtxqueues {queues}";
        RunNear($"ip link add {Near} {size} type veth peer name {Far} {size} netns {FarNamespace}");
        if (Directory.Exists("/proc/sys/net/ipv6"))
        {
            // No link-local address, so nothing is sent that no test asked for.
            RunNear($"ip link set {Near} addrgenmode none");
            RunFar($"ip link set {Far} addrgenmode none");
        }
        RunNear($"ip link set {Near} up");
        RunFar($"ip link set {Far} up");
    }

    /// <summary>Runs test code on a thread inside the near namespace.</summary>
    public void InNear(Action action) => NetworkThread.RunInside(_nearNamespace, action);

    /// <summary>Runs test code on a thread inside the far namespace.</summary>
    public void InFar(Action action) => NetworkThread.RunInside(FarNamespace, action);

    /// <summary>Runs a command inside the near namespace.</summary>
    public string RunNear(string command) => RunIn(_nearNamespace, command);

    /// <summary>Runs a command inside the far namespace.</summary>
    public string RunFar(string command) => RunIn(FarNamespace, command);

    /// <summary>Runs a program inside the near namespace, however it ends.</summary>
    public ToolResult RunNear(string path, IReadOnlyList<string> arguments) =>
        Tool.RunAny(Tool.Find("ip")!, Inside(_nearNamespace, path, arguments));

    /// <summary>Starts a program inside the near namespace.</summary>
    public RunningTool StartNear(string path, IReadOnlyList<string> arguments) =>
        RunningTool.Start(Tool.Find("ip")!, Inside(_nearNamespace, path, arguments));

    /// <summary>Starts a program inside the far namespace.</summary>
    public RunningTool StartFar(string path, IReadOnlyList<string> arguments) =>
        RunningTool.Start(Tool.Find("ip")!, Inside(FarNamespace, path, arguments));

    public void Dispose()
    {
        Tool.Run("ip", "netns", "delete", _nearNamespace);
        Tool.Run("ip", "netns", "delete", FarNamespace);
    }

    // No argument of these commands holds a space.
    private static string RunIn(string networkNamespace, string command) =>
        Tool.Run("ip", Inside(networkNamespace, command.Split(' '))).Output;

    private static string[] Inside(string networkNamespace, params IReadOnlyList<string> command) =>
        ["netns", "exec", networkNamespace, .. command];

    private static string[] Inside(string networkNamespace, string path, IReadOnlyList<string> arguments) =>
        Inside(networkNamespace, [path, .. arguments]);
}
