using Jmirror.Cli.Dtcp;
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
    public void HostKey_WhoseNameLeadsElsewhere_IsNotKept()
    {
        using var folder = new TemporaryFolder();
        var keys = new HostKeyFolder(folder.PathOf("keys"));

        Assert.Throws<FormatException>(() => keys.Save("x/../../elsewhere", "pem"));
        keys.Save("ed25519", "pem");

        Assert.Equal(["pem"], keys.Load());
        Assert.False(File.Exists(folder.PathOf("elsewhere_key")));
    }

    [Fact]
    public void Program_InAClosedFolder_IsNamedWithTheCure()
    {
        using var folder = new TemporaryFolder();
        Tool.Run("mkdir", "-m", "755", folder.PathOf("bin"));
        Tool.Run("install", "-m", "755", "/bin/true", folder.PathOf("bin/jmirror"));
        var home = Path.GetDirectoryName(folder.PathOf("bin"))!;

        Tool.Run("chmod", "700", home);
        Assert.Equal(
            $"the DTCP front runs as user nobody, who cannot start {home}/bin/jmirror: chmod o+x {home}, or install "
                + "the program elsewhere",
            FrontProgram.Obstacle(folder.PathOf("bin/jmirror"))
        );

        Tool.Run("chmod", "755", home);
        Assert.Null(FrontProgram.Obstacle(folder.PathOf("bin/jmirror")));
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
