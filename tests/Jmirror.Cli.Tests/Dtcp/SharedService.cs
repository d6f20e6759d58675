namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>One service for the tests of a class.</summary>
public sealed class SharedService : IDisposable
{
    internal RunningService Service { get; } = new();

    public void Dispose() => Service.Dispose();
}
