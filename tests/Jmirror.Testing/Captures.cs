namespace Jmirror.Testing;

/// <summary>Finds test captures: those checked in, and the larger collection that may stand beside the checkout.</summary>
public static class Captures
{
    private static readonly string Root = FindRoot();

    /// <summary>A capture checked in under tests/captures.</summary>
    public static string Own(string name) => Path.Combine(Root, "tests", "captures", name);

    /// <summary>A capture of the shared collection; skips the test where the collection is not there.</summary>
    public static string Shared(string name)
    {
        var path = Path.Combine(SharedFolder, name);
        Assert.SkipUnless(
            File.Exists(path),
            $"capture {name} is not on this machine (collection beside the checkout)"
        );
        return path;
    }

    /// <summary>All captures of the shared collection, by relative name, sorted; empty where it is not there.</summary>
    public static IReadOnlyList<string> AllShared =>
        Directory.Exists(SharedFolder)
            ?
            [
                .. Directory
                    .EnumerateFiles(SharedFolder, "*.pcap", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(SharedFolder, path))
                    .Order(StringComparer.Ordinal),
            ]
            : [];

    private static string SharedFolder => Path.GetFullPath(Path.Combine(Root, "..", "shared", "captures"));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Jmirror.Emulator.sln")))
            folder =
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside a checkout");
        return folder;
    }
}
