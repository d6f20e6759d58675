namespace Jmirror.Architecture.Tests;

/// <summary>The projects under <c>src/</c>, and which of them each may know.</summary>
internal static class House
{
    private const string CommandLine = "Jmirror.Cli";

    /// <summary>Allowed references by project; the command line composes all others.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayReference = new Dictionary<
        string,
        string[]
    >(StringComparer.Ordinal)
    {
        ["Jmirror.Protocol"] = [],
        ["Jmirror.Engine"] = ["Jmirror.Protocol"],
        ["Jmirror.Network"] = ["Jmirror.Engine", "Jmirror.Protocol"],
        ["Jmirror.Traffic"] = ["Jmirror.Engine", "Jmirror.Protocol"],
        ["Jmirror.Provisioning"] = ["Jmirror.Traffic", "Jmirror.Engine", "Jmirror.Protocol"],
        ["Jmirror.Verification"] = ["Jmirror.Engine", "Jmirror.Protocol"],
        [CommandLine] =
        [
            "Jmirror.Protocol",
            "Jmirror.Engine",
            "Jmirror.Network",
            "Jmirror.Traffic",
            "Jmirror.Provisioning",
            "Jmirror.Verification",
        ],
    };

    /// <summary>All projects by name.</summary>
    public static TheoryData<string> Projects => [.. MayReference.Keys];

    /// <summary>All but the command line.</summary>
    public static TheoryData<string> BelowTheCommandLine =>
        [.. MayReference.Keys.Where(name => name is not CommandLine)];

    /// <summary>All but the one that talks to the kernel.</summary>
    public static TheoryData<string> WithoutTheKernel =>
        [.. MayReference.Keys.Where(name => name is not "Jmirror.Network")];

    /// <summary>The checkout.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Opens what the compiler made of a project.</summary>
    public static CompiledProject Open(string project) =>
        CompiledProject.Open(
            Path.Combine(AppContext.BaseDirectory, project is CommandLine ? "jmirror.dll" : $"{project}.dll")
        );

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Jmirror.Emulator.sln")))
            folder =
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not inside a checkout");
        return folder;
    }
}
