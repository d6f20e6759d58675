using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Jmirror.Provisioning.Configuration;

/// <summary>The text of a configuration file.</summary>
internal static class ConfigText
{
    private static readonly UTF8Encoding Utf8 = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Reads a file whole; otherwise says why it cannot be read.</summary>
    public static bool TryRead(
        string path,
        [NotNullWhen(true)] out string? text,
        [NotNullWhen(false)] out ConfigError? error
    )
    {
        (text, var sentence) = Read(path);
        error = sentence is null ? null : new ConfigError(path, default, sentence);
        return text is not null;
    }

    private static (string? Text, string? Sentence) Read(string path)
    {
        try
        {
            return (File.ReadAllText(path, Utf8), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "is not UTF-8 text");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "there is no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            return (null, "is a folder");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"cannot be read: {e.Message}");
        }
    }
}
