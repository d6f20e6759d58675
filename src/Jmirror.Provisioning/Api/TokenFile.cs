namespace Jmirror.Provisioning.Api;

/// <summary>The file with the token that TCP clients of the control API show.</summary>
public static class TokenFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int ShortestToken = 16;

    /// <summary>Reads the token, or writes a new one when the file is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fresh">A new token, for that case; nobody must be able to guess it.</param>
    /// <exception cref="ApiUnavailableException">The file is open to others or holds no token.</exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static string ReadOrMake(string path, string fresh)
    {
        if (!File.Exists(path))
            return Make(path, fresh);
        if ((File.GetUnixFileMode(path) & ~OwnerOnly) is not UnixFileMode.None)
            throw new ApiUnavailableException($"the token file {path} is open to others: chmod 600 {path}");
        var token = File.ReadAllText(path).Trim();
        return token.Length >= ShortestToken && token.All(c => c is > ' ' and <= '~')
            ? token
            : throw new ApiUnavailableException(
                $"the token file {path} holds no token: {ShortestToken} or more printable characters without blanks; remove the file to get a new one"
            );
    }

    private static string Make(string path, string fresh)
    {
        using var writer = new StreamWriter(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerOnly,
            }
        );
        writer.Write($"{fresh}\n");
        return fresh;
    }
}
