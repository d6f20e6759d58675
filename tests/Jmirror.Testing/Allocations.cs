namespace Jmirror.Testing;

/// <summary>Counts what a test's own thread allocates.</summary>
public static class Allocations
{
    /// <summary>Bytes allocated by this thread up to now.</summary>
    public static long Now => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>
    /// Asserts that nothing was allocated for each of many operations. Not a byte in all cannot be asked for: the
    /// runtime itself takes a few dozen when it compiles a method anew.
    /// </summary>
    public static void AssertNonePerOperation(long before, long operations)
    {
        var allocated = Now - before;
        Assert.True(allocated < operations, $"{operations} operations allocated {allocated} bytes");
    }
}
