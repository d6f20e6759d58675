namespace Jmirror.Cli.Receiving;

/// <summary>The files of a run by name: what is still to be read must not be written over.</summary>
internal static class NamedFiles
{
    /// <exception cref="CommandException">An output is an input.</exception>
    public static void RefuseOverwriting(ReceiveSettings settings)
    {
        var inputs = settings
            .Captures.Append(settings.Verdict.Ledger)
            .OfType<string>()
            .Select(Place)
            .ToHashSet(StringComparer.Ordinal);
        string?[] outputs =
        [
            settings.Write,
            settings.WriteDatagrams,
            settings.Verdict.JUnit,
            settings.Verdict.Report,
        ];
        if (outputs.OfType<string>().FirstOrDefault(output => inputs.Contains(Place(output))) is { } output)
            throw new CommandException($"{output}: is an input of this run and would be overwritten");
    }

    private static string Place(string path)
    {
        var file = new FileInfo(path);
        return (file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true))!.FullName;
    }
}
