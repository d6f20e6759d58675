using Jmirror.Engine.Dissecting;
using Jmirror.Testing;

namespace Jmirror.Engine.Tests.Dissecting;

/// <summary>Real captures, frame by frame against tshark.</summary>
public sealed class DissectorOracleTests
{
    public static TheoryData<string> OwnCaptures => [.. CaptureFile.Own];

    [Theory]
    [MemberData(nameof(OwnCaptures))]
    public void OwnCapture_EveryFrame_IsWhatTsharkSays(string name) => AssertAgreement(Captures.Own(name));

    [Theory]
    [MemberData(nameof(CaptureFile.Shared), MemberType = typeof(CaptureFile))]
    public void SharedCapture_EveryFrame_IsWhatTsharkSays(string name) =>
        AssertAgreement(Captures.Shared(name));

    private static void AssertAgreement(string path)
    {
        var frames = CaptureFile.Read(path);
        var expected = TsharkOracle.Describe(path);
        Assert.Equal(expected.Count, frames.Count);
        for (var i = 0; i < frames.Count; i++)
        {
            var outcome = Dissector.Dissect(frames[i].Bytes, frames[i].Info, out var key);
            var actual = TsharkOracle.Describe(outcome, key);
            Assert.True(
                string.Equals(expected[i], actual, StringComparison.Ordinal),
                $"frame {i + 1}\n  tshark: {expected[i]}\n  we:     {actual}"
            );
        }
    }
}
