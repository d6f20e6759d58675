namespace Jmirror.Cli;

/// <summary>The program file that children of ours are started from: our own.</summary>
internal static class OwnProgram
{
    /// <summary>Its path.</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, "jmirror") is var beside && File.Exists(beside)
            ? beside
            : Environment.ProcessPath!;
}
