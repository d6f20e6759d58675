using System.Text.Json;
using Jmirror.Engine.Impairing;
using Jmirror.Engine.Ledgers;

namespace Jmirror.Cli.Tests.Ledgers;

/// <summary><c>jmirror ledger</c> on ledgers of a few packets.</summary>
public sealed class LedgerCommandTests : IDisposable
{
    // 2023-11-14 22:13:20 UTC
    private const long Time = 1_700_000_000_000_000_000;

    // 192.0.2.1 port 6502 to 192.0.2.100 port 30030, mirror 768, session 144; and a second mirror
    private static readonly StreamIdentity First = new(0xc0000201_c0000264, 0x1966_754e, 0x00000300_00000090);
    private static readonly StreamIdentity Second = First with { Ids = 0x00000301_00000091 };

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Ledger_ByDefault_SumsUpStreamsAndFaults()
    {
        WriteThree();
        var run = CommandRun.Of("ledger", _path);
        Assert.Equal(
            $"""
            {_path}: 3 packets, 1 660 bytes, 1 loss on 3 streams
              bare copies: 1 packets, 1 500 bytes
                from 2023-11-14T22:13:20.000000002Z to 2023-11-14T22:13:20.000000002Z
              mirror 768 session 144 from 192.0.2.1:6502 to 192.0.2.100:30030: 1 packets, 60 bytes
                from 2023-11-14T22:13:20.000000000Z to 2023-11-14T22:13:20.000000000Z
              mirror 769 session 145 from 192.0.2.1:6502 to 192.0.2.100:30030: 1 packets, 100 bytes, 1 loss
                from 2023-11-14T22:13:20.000000001Z to 2023-11-14T22:13:20.000000001Z

            """,
            run.Output
        );
        Assert.Equal(("", ExitCode.Success), (run.Error, run.ExitCode));
    }

    [Fact]
    public void Ledger_Packets_AreLines()
    {
        WriteThree();
        var run = CommandRun.Of("ledger", _path, "--packets");
        Assert.Equal(
            """
            2023-11-14T22:13:20.000000000Z 192.0.2.1:6502 -> 192.0.2.100:30030 mirror 768 session 144 length 60 digest 0123456789abcdef
            2023-11-14T22:13:20.000000001Z 192.0.2.1:6502 -> 192.0.2.100:30030 mirror 769 session 145 length 100 digest 0000000000000002 fault loss
            2023-11-14T22:13:20.000000002Z bare copy length 1500 digest 0000000000000003

            """,
            run.Output
        );
    }

    [Theory]
    [InlineData("0000000000000002", "--faults")]
    [InlineData("0123456789abcdef", "--mirror", "0x300")]
    [InlineData("0123456789abcdef", "--limit", "1")]
    [InlineData("", "--faults", "--mirror", "768")]
    [InlineData("", "--mirror", "0")] // bare copies have no id
    public void Ledger_Filters_LeaveOutOtherPackets(string digest, params string[] filters)
    {
        WriteThree();
        var run = CommandRun.Of(["ledger", _path, "--packets", .. filters]);
        Assert.Equal(digest.Length > 0 ? 1 : 0, run.Output.Count(c => c == '\n'));
        Assert.Contains(digest, run.Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Success, run.ExitCode);
    }

    [Fact]
    public void Ledger_PacketsAsJson_IsOneObjectPerLine()
    {
        WriteThree();
        var lines = CommandRun.Of("ledger", _path, "--packets", "--json").Output.TrimEnd('\n').Split('\n');
        Assert.Equal(
            """{"time":"2023-11-14T22:13:20.000000001Z","mirrorId":769,"sessionId":145,"source":"192.0.2.1","sourcePort":6502,"destination":"192.0.2.100","destinationPort":30030,"length":100,"digest":"0000000000000002","fault":"loss"}""",
            lines[1]
        );
        using var bare = JsonDocument.Parse(lines[2]);
        Assert.Equal(JsonValueKind.Null, bare.RootElement.GetProperty("source").ValueKind);
        Assert.Equal(JsonValueKind.Null, bare.RootElement.GetProperty("fault").ValueKind);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void Ledger_Json_IsOneDocument()
    {
        WriteThree();
        using var document = JsonDocument.Parse(CommandRun.Of("ledger", _path, "--json").Output);
        var root = document.RootElement;
        Assert.Equal(3, root.GetProperty("packets").GetInt64());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("problem").ValueKind);
        Assert.Equal(1, root.GetProperty("faults").GetProperty("loss").GetInt64());
        var second = root.GetProperty("streams")[2];
        Assert.Equal(769, second.GetProperty("mirrorId").GetInt64());
        Assert.Equal(100, second.GetProperty("bytes").GetInt64());
        Assert.Equal(1, second.GetProperty("faults").GetProperty("loss").GetInt64());
    }

    [Fact]
    public void Ledger_NotClosed_IsToldAndSaidSo()
    {
        WriteThree();
        var bytes = File.ReadAllBytes(_path);
        File.WriteAllBytes(_path, bytes[..^LedgerFormat.BlockHeaderLength]);
        var run = CommandRun.Of("ledger", _path);
        Assert.Contains("3 packets", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            $"jmirror: {_path}: the sender has not closed this ledger: it is still sending, or it has died\n",
            run.Error
        );
        Assert.Equal(ExitCode.CheckFailed, run.ExitCode);
    }

    [Fact]
    public void Ledger_Damaged_IsToldUpToThere()
    {
        WriteThree();
        var bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        var run = CommandRun.Of("ledger", _path, "--packets");
        Assert.Equal(3, run.Output.Count(c => c == '\n'));
        Assert.Contains("is damaged: its checksum is wrong", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.CheckFailed, run.ExitCode);
    }

    [Theory]
    [InlineData("", "it is not a ledger: it has only 0 bytes")]
    [InlineData("JMLED", "it is not a ledger: it has only 5 bytes")]
    [InlineData("this is no ledger at all", "it is not a ledger: it does not begin with JMLEDGER")]
    public void Ledger_OfSomethingElse_IsRefused(string text, string sentence)
    {
        File.WriteAllText(_path, text);
        CommandRun.Of("ledger", _path).AssertRefused(ExitCode.BadInput, sentence);
    }

    [Fact]
    public void Ledger_NotThere_IsRefused() =>
        CommandRun.Of("ledger", "no.such.ledger").AssertRefused(ExitCode.BadInput, "there is no such ledger");

    private void WriteThree()
    {
        using var writer = LedgerWriter.Create(_path, TimeProvider.System);
        writer.Add([new(First, 0x0123_4567_89ab_cdef, 60)], Time);
        writer.Add([new(Second, 2, 100, FaultKind.Loss)], Time + 1);
        writer.Add([new(StreamIdentity.Bare, 3, 1500)], Time + 2);
    }
}
