using System.Diagnostics.CodeAnalysis;

namespace Jmirror.Cli.Dtcp;

/// <summary>Keeps the host keys: made once, and only the emulator's own user may read them.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "The SSH front is for Linux only.")]
internal sealed class HostKeyFolder(string path)
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>All keys in PEM; none when there are no files yet.</summary>
    /// <exception cref="CommandException">A key could be read by others.</exception>
    public IReadOnlyList<string> Load()
    {
        if (!Directory.Exists(path))
            return [];
        var files = Directory.GetFiles(path, "ssh_host_*_key");
        Array.Sort(files, StringComparer.Ordinal);
        foreach (var file in files)
        {
            if ((File.GetUnixFileMode(file) & ~OwnersFile) != UnixFileMode.None)
                throw new CommandException(
                    $"the host key {file} is open to others: chmod 600 {file}",
                    ExitCode.Environment
                );
        }
        return [.. files.Select(File.ReadAllText)];
    }

    /// <summary>Keeps a new key.</summary>
    /// <exception cref="FormatException">The name is no key type: the front that made it up is not to be trusted.</exception>
    public void Save(string name, string pem)
    {
        // It becomes part of a path, which must not lead elsewhere.
        if (!name.All(char.IsAsciiLetterOrDigit))
            throw new FormatException("the front gave a host key a name that is no key type");
        Directory.CreateDirectory(path, OwnersFolder);
        using var file = new StreamWriter(
            Path.Combine(path, $"ssh_host_{name}_key"),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnersFile,
            }
        );
        file.Write(pem);
    }
}
