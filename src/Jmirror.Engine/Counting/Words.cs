namespace Jmirror.Engine.Counting;

/// <summary>The words of an enumeration in output: <c>SinkBusy</c> is <c>sink-busy</c>.</summary>
internal static class Words
{
    public static string[] Of<T>()
        where T : struct, Enum => [.. Enum.GetNames<T>().Select(Kebab)];

    private static string Kebab(string name) =>
        string.Concat(
            name.Select(
                (c, i) =>
                    i > 0 && char.IsUpper(c) ? "-" + char.ToLowerInvariant(c) : $"{char.ToLowerInvariant(c)}"
            )
        );
}
