using System.Text;

namespace Jmirror.Cli.Dtcp;

/// <summary>What the SSH front tells on its standard output, a line each: a word, and what belongs to it.</summary>
internal static class FrontReport
{
    private const string HostKeyWord = "host-key";
    private const string ListeningWord = "listening";
    private const string SayWord = "say";

    /// <summary>A host key that was made, for the emulator to keep.</summary>
    public static string HostKey(string name, string pem) =>
        $"{HostKeyWord} {name} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pem))}";

    /// <summary>Clients can come now.</summary>
    public static string Listening(string endpoint) => $"{ListeningWord} {endpoint}";

    /// <summary>A sentence for the ordinary log.</summary>
    public static string Say(string sentence) => $"{SayWord} {sentence.ReplaceLineEndings(" ")}";

    /// <summary>Hands a line on to whom it concerns.</summary>
    public static void Take(
        string line,
        Action<string, string> keepHostKey,
        Action<string> nowListening,
        Action<string> say
    )
    {
        var (word, rest) = Split(line);
        if (word is HostKeyWord && Split(rest) is var (name, text))
            keepHostKey(name, Encoding.UTF8.GetString(Convert.FromBase64String(text)));
        else if (word is ListeningWord)
            nowListening(rest);
        else if (word is SayWord)
            say(rest);
    }

    private static (string Word, string Remainder) Split(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
    }
}
