using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Jmirror.Provisioning.Api;

/// <summary>The entry that a path names by its number.</summary>
internal static class NumberedEntry
{
    private const string Name = "number";

    /// <summary>Reads the number; false when the path has none.</summary>
    public static bool TryRead(HttpContext context, out long number) =>
        long.TryParse(Text(context), NumberStyles.None, CultureInfo.InvariantCulture, out number);

    /// <summary>Answers that there is none.</summary>
    public static Task NotFound(HttpContext context, string noun) =>
        Problem.Answer(
            context,
            StatusCodes.Status404NotFound,
            $"there is no {noun} {Wording.Quote(Text(context))}"
        );

    private static string Text(HttpContext context) => context.GetRouteValue(Name) as string ?? "";
}
