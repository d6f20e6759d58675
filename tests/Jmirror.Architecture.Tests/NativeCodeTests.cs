namespace Jmirror.Architecture.Tests;

/// <summary>Pointers and native calls live in one folder.</summary>
public sealed class NativeCodeTests
{
    private const string Linux = "Jmirror.Network.Linux.";

    public static TheoryData<string> WithoutTheKernel => House.WithoutTheKernel;

    [Theory]
    [MemberData(nameof(WithoutTheKernel))]
    public void Project_HasNoPointersAndNoNativeMethods(string project)
    {
        using var compiled = House.Open(project);
        Assert.False(compiled.AllowsUnsafeCode);
        Assert.Empty(compiled.TypesWithNativeMethods);
    }

    [Fact]
    public void Network_HasNativeMethodsInLinuxOnly()
    {
        using var network = House.Open("Jmirror.Network");
        var types = network.TypesWithNativeMethods.ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.StartsWith(Linux, type, StringComparison.Ordinal));
    }

    [Fact]
    public void Network_HasPointersInLinuxOnly()
    {
        using var network = House.Open("Jmirror.Network");
        var types = network.TypesWithPointers.ToList();
        Assert.NotEmpty(types);
        Assert.All(types, type => Assert.StartsWith(Linux, type, StringComparison.Ordinal));
    }
}
