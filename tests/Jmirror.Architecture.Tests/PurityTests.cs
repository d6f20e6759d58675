namespace Jmirror.Architecture.Tests;

/// <summary>Below the command line nothing asks the machine for time, chance or surroundings: they are arguments.</summary>
public sealed class PurityTests
{
    private static readonly string[] Ambient =
    [
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Diagnostics.Stopwatch.GetTimestamp",
        "System.Diagnostics.Stopwatch.StartNew",
        "System.Environment.get_TickCount",
        "System.Environment.get_TickCount64",
        "System.Environment.GetEnvironmentVariable",
        "System.TimeProvider.get_System",
        "System.Random.get_Shared",
        "System.Guid.NewGuid",
        "System.Security.Cryptography.RandomNumberGenerator.GetBytes",
        "System.Security.Cryptography.RandomNumberGenerator.Fill",
        "System.Console.get_Out",
        "System.Console.get_Error",
        "System.Console.WriteLine",
    ];

    public static TheoryData<string> BelowTheCommandLine => House.BelowTheCommandLine;

    [Theory]
    [MemberData(nameof(BelowTheCommandLine))]
    public void Project_ReadsNoClockNoChanceNoEnvironment(string project)
    {
        using var compiled = House.Open(project);
        Assert.Empty(compiled.UsedMembers.Intersect(Ambient, StringComparer.Ordinal));
    }

    [Fact]
    public void CommandLine_IsWhereTheClockComesFrom()
    {
        // Shows that the list above finds what it looks for.
        using var compiled = House.Open("Jmirror.Cli");
        Assert.Contains("System.TimeProvider.get_System", compiled.UsedMembers, StringComparer.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BelowTheCommandLine))]
    public void Project_KeepsNoStaticState(string project)
    {
        using var compiled = House.Open(project);
        Assert.Empty(compiled.MutableStatics);
    }
}
