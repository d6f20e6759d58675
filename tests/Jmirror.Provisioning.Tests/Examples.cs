using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests;

/// <summary>The working configurations of the checkout.</summary>
internal static class Examples
{
    private static readonly string Folder = Path.GetFullPath(
        Path.Combine(Captures.Own(""), "..", "..", "configs")
    );

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.yaml")
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
}
