using System.Globalization;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>How many logins of a storm must be accepted at least: a number, or a share.</summary>
/// <param name="Logins">Number of logins; null: <paramref name="Percent"/> says it.</param>
/// <param name="Percent">Per cent of all.</param>
public readonly record struct LeastAccepted(int? Logins, decimal Percent)
{
    /// <summary>Every login.</summary>
    public static readonly LeastAccepted All = new(null, Hundred);

    private const decimal Hundred = 100;

    /// <summary>As a number of logins, rounded up.</summary>
    public int Of(int count) => Logins ?? (int)decimal.Ceiling(count * Percent / Hundred);

    /// <inheritdoc/>
    public override string ToString() =>
        Logins?.ToString(CultureInfo.InvariantCulture)
        ?? string.Create(CultureInfo.InvariantCulture, $"{Percent}%");
}
