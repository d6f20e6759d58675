using Jmirror.Testing;

namespace Jmirror.Network.Tests.Files;

/// <summary>Captures are bytes, not text.</summary>
internal static class TemporaryFolderExtensions
{
    /// <summary>Writes a file and returns its path.</summary>
    public static string Write(this TemporaryFolder folder, string name, byte[] bytes)
    {
        File.WriteAllBytes(folder.PathOf(name), bytes);
        return folder.PathOf(name);
    }
}
