using System.Globalization;

namespace Jmirror.Cli.Output;

/// <summary>The beginning of a progress line: a bar, the part that is done, the time left.</summary>
internal static class ProgressBar
{
    private const int Width = 20;

    // Before this much is done, the time left would be a guess.
    private const double EnoughToTell = 0.01;

    /// <summary>Draws the bar; empty when there is no telling how much is done.</summary>
    /// <param name="done">Part of the work, 0 to 1.</param>
    /// <param name="elapsed">Seconds so far.</param>
    public static string Draw(double? done, double elapsed)
    {
        if (done is not { } part)
            return "";
        part = Math.Clamp(part, 0, 1);
        var bar = new string('#', (int)(part * Width)).PadRight(Width, '.');
        var left = "";
        if (part > EnoughToTell)
        {
            var seconds = Math.Min(elapsed * (1 - part) / part, TimeSpan.MaxValue.TotalSeconds / 2);
            left = $"{TimeSpan.FromSeconds(Math.Ceiling(seconds)):h\\:mm\\:ss} left, ";
        }
        return string.Create(CultureInfo.InvariantCulture, $"[{bar}] {part * 100:0} %, {left}");
    }
}
