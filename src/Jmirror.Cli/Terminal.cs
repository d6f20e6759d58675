namespace Jmirror.Cli;

/// <summary>Where a command speaks: results to <paramref name="Out"/>, everything else to <paramref name="Error"/>.</summary>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="IsInteractive">True when a person watches standard error, so that progress is worth drawing.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, bool IsInteractive);
