using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Cli.Dtcp;

/// <summary>The program file that the SSH front is started from: our own.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "The SSH front is for Linux only.")]
internal static class FrontProgram
{
    /// <summary>What keeps user nobody from starting it, such as a closed home; null when nothing does.</summary>
    public static string? Obstacle() => Obstacle(OwnProgram.Path);

    internal static string? Obstacle(string program)
    {
        for (FileSystemInfo? at = new FileInfo(program); at is not null; at = ParentOf(at))
        {
            if ((at.UnixFileMode & UnixFileMode.OtherExecute) == UnixFileMode.None)
                return $"the DTCP front runs as user nobody, who cannot start {program}: chmod o+x {at.FullName}, "
                    + "or install the program elsewhere";
        }
        return null;
    }

    private static DirectoryInfo? ParentOf(FileSystemInfo at) =>
        at is FileInfo file ? file.Directory : ((DirectoryInfo)at).Parent;
}
