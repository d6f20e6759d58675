using System.Globalization;
using Jmirror.EndToEnd.Tests.Live.Dtcp;
using Jmirror.EndToEnd.Tests.Wire;

namespace Jmirror.EndToEnd.Tests.Live;

/// <summary>
/// Linux gives capabilities to threads, so each thread of a run is looked at. What strangers send is heard by threads
/// that can do no more than the engines need.
/// </summary>
[Collection(WireCollection.Name)]
public sealed class PrivilegeTests
{
    // CAP_NET_ADMIN and CAP_NET_RAW (linux/capability.h), all that a run keeps.
    private const ulong Kept = 0x3000;

    // Starts the SSH front as nobody and may end it: CAP_KILL, CAP_SETGID, CAP_SETUID. It hears no one.
    private const string Starter = "front starter";
    private const ulong StartersOwn = 0x00e0;

    // The .NET runtime starts these before the program begins; none of them runs code of ours.
    private static readonly string[] Runtimes =
    [
        ".NET DebugPipe",
        ".NET Debugger",
        ".NET EventPipe",
        ".NET Finalizer",
        ".NET SynchManag",
        ".NET Tiered Com",
    ];

    [Fact]
    public void Threads_OfARunWithApiRadiusAndDtcp_HaveNoMoreThanTheEnginesNeed()
    {
        using var bed = new DtcpBed(
            sections: """
            radius: { dynamic-requests: { listen: [ 127.0.0.1 ], clients: [ { address: 127.0.0.1, secret: testing123 } ] } }
            """
        );
        using (var device = bed.OpenByKey())
            device.Ask("LIST");
        bed.Live.Control("mirrors", "list");

        var threads = ThreadsOf(bed.Run.Id);

        Assert.Contains(threads, thread => thread.Name.StartsWith("radius", StringComparison.Ordinal));
        Assert.Contains(threads, thread => thread.Name.StartsWith("capture", StringComparison.Ordinal));
        Assert.Contains(threads, thread => thread.Name.Contains("TP Worker", StringComparison.Ordinal));
        Assert.Equal(StartersOwn, Assert.Single(threads, thread => thread.Name is Starter).Permitted);
        foreach (var (name, permitted) in threads)
            Assert.True(
                name is Starter || Runtimes.Contains(name) || (permitted & ~Kept) == 0,
                $"{name} has {permitted:x}; all: {string.Join(", ", threads)}"
            );
        bed.End();
    }

    private static List<(string Name, ulong Permitted)> ThreadsOf(int process) =>
        [
            .. Directory
                .GetDirectories($"/proc/{process}/task")
                .Select(task => File.ReadAllLines(Path.Combine(task, "status")))
                .Select(status =>
                    (
                        FieldOf(status, "Name"),
                        ulong.Parse(
                            FieldOf(status, "CapPrm"),
                            NumberStyles.AllowHexSpecifier,
                            CultureInfo.InvariantCulture
                        )
                    )
                ),
        ];

    private static string FieldOf(string[] status, string name) =>
        status
            .First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..]
            .Trim();
}
