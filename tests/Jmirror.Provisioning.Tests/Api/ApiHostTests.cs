using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Jmirror.Provisioning.Api;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Api;

public class ApiHostTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Socket_OfARun_IsItsOwnersAndGoesWithTheRun()
    {
        var run = await ApiRun.Start();

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(run.Socket));

        await run.DisposeAsync();
        Assert.False(File.Exists(run.Socket));
    }

    [Fact]
    public async Task Socket_ThatAnotherRunListensOn_IsRefusedAndLeftAlone()
    {
        await using var run = await ApiRun.Start();

        var failure = await Assert.ThrowsAsync<ApiUnavailableException>(() => run.Listen());

        Assert.Equal(
            $"another run listens on {run.Socket}: end it, or give api another socket",
            failure.Message
        );
        Assert.Equal(200, (await run.Send("GET", "/v1/mirrors")).Status);
    }

    [Fact]
    public async Task Socket_LeftBehindByADeadRun_IsReplaced()
    {
        await using var run = await ApiRun.Start();
        var path = run.PathOf("stale.sock");
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(path));
            // Closing removes the file: a killed run leaves it.
            File.CreateSymbolicLink(run.PathOf("kept"), path);
            Tool.Run("ln", path, run.PathOf("hard.sock"));
        }
        File.Move(run.PathOf("hard.sock"), path);
        Assert.True(File.Exists(path));

        ControlSocket.Prepare(path);

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void File_InTheSocketsPlace_IsRefusedAndLeftAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("api.sock", "precious");

        var failure = Assert.Throws<ApiUnavailableException>(() => ControlSocket.Prepare(path));

        Assert.Equal($"{path} is no socket: remove it, or give api another socket", failure.Message);
        Assert.Equal("precious", File.ReadAllText(path));
    }

    [Fact]
    public void Folder_OfTheSocket_IsMadeForItsOwner()
    {
        using var folder = new TemporaryFolder();

        ControlSocket.Prepare(folder.PathOf("new/api.sock"));

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.PathOf("new")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic " + ApiRun.Token)]
    [InlineData(ApiRun.Token)]
    public async Task Tcp_WithoutTheToken_IsRefusedEverywhere(string? authorization)
    {
        await using var run = await ApiRun.Start(hasTcp: true);
        using var client = new HttpClient { BaseAddress = run.Tcp };
        if (authorization is not null)
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);

        foreach (
            var path in (string[])["/v1/mirrors", "/v1/events", "/v1/openapi.json", "/metrics", "/nowhere"]
        )
        {
            using var response = await client.GetAsync(path, TestContext.Current.CancellationToken);
            (await ApiReply.Of(response)).AssertProblem(401, "show the token");
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task Tcp_WithTheToken_AnswersLikeTheSocket()
    {
        await using var run = await ApiRun.Start(hasTcp: true);
        using var client = new HttpClient { BaseAddress = run.Tcp };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ApiRun.Token);

        using var response = await client.GetAsync("/v1/mirrors", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("127.0.0.1", run.Tcp.Host);
    }

    [Fact]
    public async Task Tcp_WithoutAToken_IsNotOpenedAtAll()
    {
        await using var run = await ApiRun.Start();

        await Assert.ThrowsAsync<ArgumentException>(() =>
            ApiHost.Start(
                new ApiSettings { Listen = new IPEndPoint(IPAddress.Loopback, 0) },
                null!,
                TestContext.Current.CancellationToken
            )
        );
    }

    [Fact]
    public void TokenFile_ThatIsNotThere_IsMadeForItsOwner()
    {
        using var folder = new TemporaryFolder();
        var path = folder.PathOf("token");

        Assert.Equal(ApiRun.Token, TokenFile.ReadOrMake(path, ApiRun.Token));

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
        Assert.Equal(ApiRun.Token, TokenFile.ReadOrMake(path, "another token altogether"));
    }

    [Theory]
    [InlineData("short", "holds no token")]
    [InlineData("two words are no token", "holds no token")]
    public void TokenFile_WithoutAToken_IsRefused(string content, string part)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token", content);
        File.SetUnixFileMode(path, OwnerOnly);

        var failure = Assert.Throws<ApiUnavailableException>(() => TokenFile.ReadOrMake(path, ApiRun.Token));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TokenFile_OpenToOthers_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("token", ApiRun.Token);
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.GroupRead);

        var failure = Assert.Throws<ApiUnavailableException>(() => TokenFile.ReadOrMake(path, ApiRun.Token));
        Assert.Equal($"the token file {path} is open to others: chmod 600 {path}", failure.Message);
    }

    [Fact]
    public async Task Curl_OverTheSocket_AddsAndShowsAMirror()
    {
        await using var run = await ApiRun.Start();

        var added = Tool.Run(
            "curl",
            "-sS",
            "--unix-socket",
            run.Socket,
            "-w",
            "%{http_code}",
            "-d",
            """{"trigger":{"ipv4":"10.0.0.1"},"analyzer":"md1","mirror-id":1,"session-id":2}""",
            "http://localhost/v1/mirrors"
        );
        var metrics = Tool.Run("curl", "-sSi", "--unix-socket", run.Socket, "http://localhost/metrics");

        Assert.EndsWith("201", added.Output, StringComparison.Ordinal);
        Assert.Contains("\"ipv4\":\"10.0.0.1\"", added.Output, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; version=0.0.4", metrics.Output, StringComparison.Ordinal);
        Assert.EndsWith("jmirror_read_total 7\n", metrics.Output, StringComparison.Ordinal);
    }
}
