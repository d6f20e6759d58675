using System.Text.Json;
using Jmirror.Testing;

namespace Jmirror.Cli.Tests.Replaying;

/// <summary>Files that are no capture, or not a whole one. Each command says it with the same words.</summary>
public sealed class BadCaptureTests : IDisposable
{
    private const int FileHeaderLength = 24;
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Commands => ["replay", "decode"];

    [Theory]
    [MemberData(nameof(Commands))]
    public void MissingFile_IsNamed(string command) =>
        AssertRefused(command, _folder.PathOf("none.pcap"), "there is no such file");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Folder_IsNoCapture(string command)
    {
        var folder = Directory.CreateDirectory(_folder.PathOf("folder.pcap"));
        AssertRefused(command, folder.FullName, "is a folder");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void EmptyFile_IsNoCapture(string command) =>
        AssertRefused(command, _folder.Write("empty.pcap", ""), "the file is empty");

    [Theory]
    [MemberData(nameof(Commands))]
    public void Text_IsNoCapture(string command) =>
        AssertRefused(
            command,
            _folder.Write("text.pcap", "These are words, and no packets."),
            "not a capture in pcap or pcapng format (begins with 54686573)"
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public void CutFileHeader_IsNoCapture(string command) =>
        AssertRefused(
            command,
            Beginning(10),
            "the file ends inside its header, of which it has 10 of 24 bytes"
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public void SecondFileMissing_IsFoundBeforeTheFirstIsRead(string command)
    {
        var run = CommandRun.Of(
            command,
            Captures.Own("dev-ipoe-dhcp82.pcap"),
            _folder.PathOf("none.pcap"),
            "--write",
            _folder.PathOf("out.pcap")
        );
        run.AssertRefused(ExitCode.BadInput, $"{_folder.PathOf("none.pcap")}: there is no such file");
        Assert.False(File.Exists(_folder.PathOf("out.pcap")));
    }

    [Fact]
    public void Replay_CaptureOfNothing_MirrorsNothing()
    {
        var summary = Replay(ExitCode.Success, Beginning(FileHeaderLength));
        Assert.Equal(0, summary.Packets("read"));
        Assert.Empty(PcapFile.Read(_folder.PathOf("out.pcap")));
    }

    [Fact]
    public void Replay_CutRecord_UsesEverythingBeforeItAndSaysWhere()
    {
        var second =
            FileHeaderLength + 16 + PcapFile.Read(Captures.Own("dev-ipoe-dhcp82.pcap"))[0].Bytes.Length;
        var capture = Beginning(second + 20);

        var summary = Replay(ExitCode.CheckFailed, capture);

        Assert.Equal(1, summary.Packets("read"));
        Assert.StartsWith(
            $"{capture}: reading stopped before packet 2, at byte {second}: the file ends inside this record",
            summary.GetProperty("problems")[0].GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Decode_NothingToFind_SaysWhatMayHelp()
    {
        var run = CommandRun.Of("decode", Beginning(FileHeaderLength));
        Assert.Equal((ExitCode.CheckFailed, ""), (run.ExitCode, run.Output));
        Assert.Contains("name it with --port", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void AssertRefused(string command, string capture, string part)
    {
        var output = _folder.PathOf("out.pcap");
        CommandRun
            .Of(command, capture, "--write", output)
            .AssertRefused(ExitCode.BadInput, $"{capture}: {part}");
        Assert.False(File.Exists(output));
    }

    private JsonElement Replay(int exitCode, string capture)
    {
        var run = CommandRun.Of("replay", capture, "--write", _folder.PathOf("out.pcap"), "--json");
        Assert.Equal(exitCode, run.ExitCode);
        var summary = JsonDocument.Parse(run.Output).RootElement;
        summary.AssertBalanced();
        return summary;
    }

    private string Beginning(int length)
    {
        var path = _folder.PathOf($"{length}.pcap");
        File.WriteAllBytes(path, File.ReadAllBytes(Captures.Own("dev-ipoe-dhcp82.pcap"))[..length]);
        return path;
    }
}
