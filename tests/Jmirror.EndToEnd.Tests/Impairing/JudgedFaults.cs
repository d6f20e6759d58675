using System.Text.Json;
using Jmirror.EndToEnd.Tests.Receiving;

namespace Jmirror.EndToEnd.Tests.Impairing;

/// <summary>What a sender's summary says it put in, beside what a receiver's says it found.</summary>
internal static class JudgedFaults
{
    /// <summary>Asserts that the receiver found all faults of all kinds as they should be, as many as the sender counts.</summary>
    public static void AssertAgree(JsonElement sent, JsonElement received)
    {
        Assert.Equal(
            sent.GetProperty("faults")
                .EnumerateObject()
                .Select(fault => (fault.Name, fault.Value.GetInt64()))
                .OrderBy(fault => fault.Name, StringComparer.Ordinal),
            received
                .GetProperty("faults")
                .EnumerateArray()
                .Select(fault => (fault.GetProperty("fault").GetString()!, fault.Number("asExpected")))
                .OrderBy(fault => fault.Item1, StringComparer.Ordinal)
        );
        Assert.True(received.Check("faults").GetProperty("passed").GetBoolean());
    }
}
