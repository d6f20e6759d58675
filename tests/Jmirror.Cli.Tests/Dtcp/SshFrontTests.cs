using System.Text.RegularExpressions;

namespace Jmirror.Cli.Tests.Dtcp;

/// <summary>Debian's OpenSSH client against the service's own SSH server.</summary>
[Collection("ssh front")]
public sealed class SshFrontTests(SharedService shared) : IClassFixture<SharedService>
{
    private readonly RunningService _service = shared.Service;

    [Fact]
    public void Dialogue_WithKeyAndWithPassword_IsAnswered()
    {
        var byKey = _service.ByKey([.. _service.Add("alice"), .. _service.List(), .. _service.DeleteAll()]);
        Assert.Equal(0, byKey.ExitCode);
        Assert.Equal("200 200 200", RunningService.CodesOf(byKey));
        Assert.Contains("CSOURCE-ADDRESS: 127.0.0.1", byKey.Output, StringComparison.Ordinal);
        Assert.Contains("X-USERNAME: alice", byKey.Output, StringComparison.Ordinal);

        var byPassword = _service.ByPassword("li-user", RunningService.Password, _service.Add("bob"));
        Assert.Equal(0, byPassword.ExitCode);
        Assert.Equal("200", RunningService.CodesOf(byPassword));
        Assert.Equal(1, _service.Plane.Counts.Requests);
        _service.ByKey(_service.DeleteAll());
    }

    [Fact]
    public void Login_WithoutTheRight_IsRefused()
    {
        Assert.NotEqual(0, _service.ByPassword("li-user", "open simsim", _service.List()).ExitCode);
        Assert.NotEqual(0, _service.ByPassword("mallory", RunningService.Password, _service.List()).ExitCode);
        Assert.NotEqual(
            0,
            _service.ByPassword("li-user", RunningService.Password, _service.List(), "sftp").ExitCode
        );
        Assert.Equal(0, _service.ByPassword("li-user", RunningService.Password, _service.List()).ExitCode);
    }

    [Fact]
    public void Ciphers_WithoutProvenTags_AreNotOffered()
    {
        Assert.NotEqual(0, _service.ByKey(_service.List(), "-c", "aes256-gcm@openssh.com").ExitCode);
        Assert.Equal("200", RunningService.CodesOf(_service.ByKey(_service.List(), "-c", "aes256-ctr")));
        Assert.Equal(
            "200",
            RunningService.CodesOf(_service.ByKey(_service.List(), "-c", "chacha20-poly1305@openssh.com"))
        );
    }

    [Fact]
    public void Thousand_OverOneChannel_AreListedAndDeleted()
    {
        var adding = Enumerable.Range(1, 1024).SelectMany(i => _service.Add($"user{i}"));

        var result = _service.ByKey([
            .. adding,
            .. _service.Add("one too many"),
            .. _service.List(),
            .. _service.DeleteAll(),
        ]);

        Assert.Equal(
            string.Join(' ', Enumerable.Repeat("200", 1024).Append("550").Append("200").Append("200")),
            RunningService.CodesOf(result)
        );
        Assert.Equal(1024, Regex.Count(result.Output, "CRITERIA-NUM: "));
        Assert.Contains("CRITERIA-COUNT: 1024\r\nTIMESTAMP", result.Output, StringComparison.Ordinal);
        Assert.Equal(0, _service.Plane.Counts.Requests);
    }

    [Fact]
    public void Front_HasNoPrivileges()
    {
        var status = File.ReadAllLines($"/proc/{RunningService.Front()}/status");

        Assert.Contains(status, line => line is "NoNewPrivs:\t1");
        string[] capabilities = ["CapInh", "CapPrm", "CapEff", "CapAmb"];
        foreach (var set in capabilities)
            Assert.Contains(
                status,
                line => line.Equals($"{set}:\t0000000000000000", StringComparison.Ordinal)
            );
        if (Environment.IsPrivilegedProcess)
            Assert.Contains(status, line => line is "Uid:\t65534\t65534\t65534\t65534");
    }
}
