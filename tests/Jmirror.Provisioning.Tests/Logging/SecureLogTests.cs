using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Logging;
using Jmirror.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Jmirror.Provisioning.Tests.Logging;

public sealed class SecureLogTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Line_OfEachKind_HasTheColumnsOfShowMirrorLog()
    {
        using var log = SecureLog.Open(10, _folder.PathOf("secure.log"), NullLogger.Instance);

        log.Write(
            new MirrorEvent(
                1_700_000_000_123_456_789,
                MirrorEventKind.Start,
                MirrorOrigin.Configuration,
                0x300,
                0x90,
                "username alice@isp.example",
                null
            )
        );
        log.Write(
            new MirrorEvent(
                1_700_000_001_000_000_000,
                MirrorEventKind.Failure,
                MirrorOrigin.RadiusCoa,
                null,
                null,
                "acct-session-id x\ny",
                "no such session"
            )
        );

        Assert.Equal(
            """
            2023-11-14T22:13:20.123456789Z  0x00000300  0x00000090  start    configuration  username alice@isp.example
            2023-11-14T22:13:21.000000000Z  -           -           failure  radius-coa     acct-session-id x\u000ay: no such session

            """,
            File.ReadAllText(_folder.PathOf("secure.log"))
        );
    }

    [Fact]
    public void Memory_BeyondItsSize_LosesTheOldestLines()
    {
        using var log = SecureLog.Open(3, null, NullLogger.Instance);

        for (var i = 1; i <= 5; i++)
            log.Write(Start(i));

        Assert.Equal([3, 4, 5], log.Latest(10).Select(line => line.Time));
        Assert.Equal([4, 5], log.Latest(2).Select(line => line.Time));
    }

    [Fact]
    public void File_ThatIsThere_IsContinued()
    {
        var path = _folder.Write("secure.log", "before\n");
        File.SetUnixFileMode(path, OwnerOnly);

        using var log = SecureLog.Open(3, path, NullLogger.Instance);
        log.Write(Start(1));

        Assert.Equal(2, File.ReadAllLines(path).Length);
    }

    [Fact]
    public void File_InAFolderThatIsNotThere_IsMadeWithIt()
    {
        var folder = _folder.PathOf("jmirror");

        using var log = SecureLog.Open(3, Path.Combine(folder, "secure.log"), NullLogger.Instance);

        Assert.Equal(OwnerOnly | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Path.Combine(folder, "secure.log")));
    }

    [Fact]
    public void File_ThatIsOpenToOthers_IsRefused()
    {
        var path = _folder.Write("secure.log", "before\n");
        File.SetUnixFileMode(path, OwnerOnly | UnixFileMode.OtherRead);

        var failure = Assert.Throws<IOException>(() => SecureLog.Open(3, path, NullLogger.Instance));
        Assert.Equal($"the secure log {path} is open to others: chmod 600 {path}", failure.Message);
    }

    [Fact]
    public void File_MovedAway_IsMadeAnewWhenReopened()
    {
        var path = _folder.PathOf("secure.log");
        using var log = SecureLog.Open(3, path, NullLogger.Instance);
        log.Write(Start(1));

        File.Move(path, path + ".1");
        log.Write(Start(2));
        log.Reopen();
        log.Write(Start(3));

        Assert.Equal(2, File.ReadAllLines(path + ".1").Length);
        Assert.Single(File.ReadAllLines(path));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(path));
    }

    [Fact]
    public void File_ThatCannotBeWritten_CostsLinesOfTheFileOnly()
    {
        // A pipe without reader refuses what is written.
        var path = _folder.PathOf("pipe");
        Assert.SkipUnless(Tool.Find("mkfifo") is not null, "mkfifo is not installed");
        Tool.Run("mkfifo", "-m", "600", path);
        SecureLog log;
        using (File.Open(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
            log = SecureLog.Open(3, path, NullLogger.Instance);

        using (log)
        {
            log.Write(Start(1));
            log.Write(Start(2));

            Assert.Equal(2, log.LostLines);
            Assert.Equal(2, log.Latest(10).Count);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static MirrorEvent Start(long time) =>
        new(time, MirrorEventKind.Start, MirrorOrigin.Operator, 1, 1, "ipv4 10.0.0.1", null);
}
