using System.Security.Cryptography;
using Jmirror.Testing;

namespace Jmirror.EndToEnd.Tests.Generating;

/// <summary>A seed gives the same bytes whenever it is used, and another seed other bytes.</summary>
public sealed class SameSeedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("frames", "pcap")]
    [InlineData("frames", "pcapng")]
    [InlineData("mirrored", "pcap")]
    [InlineData("mirrored", "pcapng")]
    public void File_OfTheSameSeed_HasTheSameDigest(string form, string extension)
    {
        var (first, again, other) = (
            Digest(form, extension, "7"),
            Digest(form, extension, "7"),
            Digest(form, extension, "8")
        );

        Assert.Equal(first, again);
        Assert.NotEqual(first, other, StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Digest(string form, string extension, string seed)
    {
        var file = _folder.PathOf($"same.{extension}");
        var isFrames = form is "frames";
        Generation.Write(
            file,
            [
                "--subscribers",
                "24",
                .. Generation.AllAccess,
                .. Generation.AllTraffic,
                .. isFrames ? Generation.Churn : Generation.Churn.SkipLast(2),
                .. isFrames ? ["--frames"] : Array.Empty<string>(),
                "--seed",
                seed,
                "--limit",
                "6000",
            ]
        );
        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
    }
}
