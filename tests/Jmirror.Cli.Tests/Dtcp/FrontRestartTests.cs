using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>The front dies, and mirroring goes on.</summary>
[Collection("ssh front")]
public sealed class FrontRestartTests
{
    [Fact]
    public void Front_ThatDies_ComesBackAtItsPlaceWithItsKeysAndSaysSo()
    {
        using var service = new RunningService();
        Assert.Equal("200", RunningService.CodesOf(service.ByKey(service.Add("alice"))));
        var files = Directory.GetFiles(service.HostKeys).Order(StringComparer.Ordinal).ToList();
        var keys = string.Concat(files.Select(File.ReadAllText));
        Assert.Equal(
            "ssh_host_ed25519_key ssh_host_rsa_key",
            string.Join(' ', files.Select(Path.GetFileName))
        );
        foreach (var file in files)
            Assert.Equal("600", Tool.Run("stat", "-c", "%a", file).Output.Trim());
        Assert.Equal("700", Tool.Run("stat", "-c", "%a", service.HostKeys).Output.Trim());

        Tool.Run("kill", "-KILL", RunningService.Front());
        Waiting.Until(() => service.HasSaid("the DTCP front is back on 127.0.0.1"), "the front comes back");

        Assert.True(service.HasSaid("the DTCP front has ended (exit code 137); it starts again in 1 s"));
        Assert.Equal(1, service.Plane.Counts.Requests);
        // The client knows the key from before.
        Assert.Equal(
            "200",
            RunningService.CodesOf(service.ByKey(service.List(), "-o", "StrictHostKeyChecking=yes"))
        );
        Assert.Equal(keys, string.Concat(files.Select(File.ReadAllText)));
    }

    [Fact]
    public void HostKey_ThatIsOpenToOthers_IsNotUsed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("ssh_host_rsa_key", "");
        Tool.Run("chmod", "644", path);

        var failure = Assert.Throws<CommandException>(() =>
            new RunningService("", dtcp => dtcp with { HostKeys = Path.GetDirectoryName(path)! })
        );

        Assert.Equal($"the host key {path} is open to others: chmod 600 {path}", failure.Message);
    }

    [Fact]
    public void Port_ThatIsTaken_IsNamed()
    {
        using var service = new RunningService();

        var failure = Assert.Throws<CommandException>(() =>
            new RunningService("", dtcp => dtcp with { Port = (ushort)service.Port })
        );

        Assert.Equal($"cannot listen on {service.Address}: Address already in use", failure.Message);
        Assert.Equal(ExitCode.Environment, failure.ExitCode);
    }
}
