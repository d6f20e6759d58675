using System.Text;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Configuration;

/// <summary>A secret, said in the configuration or in a file of its own.</summary>
/// <param name="Said">The secret; null when a file holds it.</param>
/// <param name="File">Name of that file; null when the configuration says the secret.</param>
public sealed record SecretConfig(RadiusSecret? Said, string? File)
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Gives the secret, out of its file where one holds it: the first line, as UTF-8.</summary>
    /// <exception cref="SecretUnreadableException">The file is not there, not readable, empty, too long, or open to others.</exception>
    /// <param name="longest">Most bytes of UTF-8.</param>
    public RadiusSecret Read(int longest = RadiusSecret.MaxLength)
    {
        if (Said is not null)
            return Said;
        try
        {
            if (
                !OperatingSystem.IsWindows()
                && (System.IO.File.GetUnixFileMode(File!) & Others) != UnixFileMode.None
            )
                throw new SecretUnreadableException(
                    $"{File}: others may read or write this secret: chmod 600 {File}"
                );
            var line = System.IO.File.ReadLines(File!, Encoding.UTF8).FirstOrDefault() ?? "";
            if (Encoding.UTF8.GetByteCount(line) is var length && (length == 0 || length > longest))
                throw new SecretUnreadableException(
                    $"{File}: the first line is no secret of 1 to {longest} bytes"
                );
            return new RadiusSecret(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretUnreadableException($"{File}: cannot be read: {e.Message}");
        }
    }
}

/// <summary>A secret is not to be had. The message is a sentence that names the file and quotes nothing of it.</summary>
/// <param name="message">The sentence.</param>
public sealed class SecretUnreadableException(string message) : Exception(message);
