namespace Jmirror.Testing;

/// <summary>Counts what a test's own thread allocates.</summary>
public static class Allocations
{
    // What the runtime hands to a thread at a time, bytes.
    private const long AllocationContext = 8192;

    /// <summary>Bytes allocated by this thread up to now.</summary>
    public static long Now => GC.GetAllocatedBytesForCurrentThread();

    /// <summary>
    /// Asserts that nothing was allocated for each of many operations, at least several hundred. Not a byte in all cannot
    /// be asked for: the runtime itself takes a few dozen when it compiles a method anew, and a garbage collection of
    /// another test's making writes off what is left of the thread's allocation context.
    /// </summary>
    public static void AssertNonePerOperation(long before, long operations)
    {
        var allocated = Now - before;
        Assert.True(
            allocated < operations + AllocationContext,
            $"{operations} operations allocated {allocated} bytes"
        );
    }
}
