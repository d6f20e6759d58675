using System.Diagnostics;

namespace Jmirror.Testing;

/// <summary>Waits for what happens elsewhere: in the kernel, in another program.</summary>
public static class Waiting
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    /// <summary>Looks again and again until <paramref name="condition"/> holds; fails the test after 20 seconds.</summary>
    public static void Until(Func<bool> condition, string description)
    {
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
                Assert.Fail($"waited {Limit} in vain: {description}");
            Thread.Sleep(Step);
        }
    }
}
