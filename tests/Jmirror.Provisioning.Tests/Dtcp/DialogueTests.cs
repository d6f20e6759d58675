using System.Text;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Dtcp;

/// <summary>A whole dialogue, byte for byte, in the form of Juniper's documents.</summary>
public sealed class DialogueTests
{
    [Fact]
    public void Dialogue_IsAnsweredByteForByte()
    {
        var bench = new Bench { Now = At(5, 6) };
        Hex.AssertEqual(
            DtcpDialogue.Wire(DtcpDialogue.Added),
            bench.Send(DtcpDialogue.Wire(DtcpDialogue.Add))
        );
        bench.Now = At(6, 7);
        Hex.AssertEqual(
            DtcpDialogue.Wire(DtcpDialogue.Listed),
            bench.Send(DtcpDialogue.Wire(DtcpDialogue.List))
        );
        bench.Now = At(7, 8);
        Hex.AssertEqual(
            DtcpDialogue.Wire(DtcpDialogue.Deleted),
            bench.Send(DtcpDialogue.Wire(DtcpDialogue.Delete))
        );
        bench.Now = At(8, 9);
        for (var skipped = 0; skipped < 3; skipped++)
            _ = bench.Request("NOOP", "");
        var unknown = bench.Request("DELETE", "Csource-ID: li-user\nCRITERIA-ID: 77\nFlags: STATIC");
        Hex.AssertEqual(DtcpDialogue.Wire(DtcpDialogue.Unknown), bench.Send(unknown));
        Assert.Empty(bench.Plane.Requests);
    }

    [Fact]
    public void Requests_SplitOrJoinedInAnyWay_AreAnsweredInOrder()
    {
        byte[] requests =
        [
            .. DtcpDialogue.Wire(DtcpDialogue.Add),
            .. DtcpDialogue.Wire(DtcpDialogue.List),
            .. DtcpDialogue.Wire(DtcpDialogue.Delete),
        ];
        byte[] answers;
        for (var step = 1; step <= requests.Length; step++)
        {
            var bench = new Bench { Now = At(5, 6) };
            answers = [.. requests.Chunk(step).SelectMany(bench.Send)];
            var text = Encoding.UTF8.GetString(answers);
            Assert.StartsWith(DtcpDialogue.Added.ReplaceLineEndings("\r\n"), text, StringComparison.Ordinal);
            Assert.Equal(
                "SEQ: 1 SEQ: 2 SEQ: 3",
                string.Join(
                    ' ',
                    text.Split("\r\n").Where(line => line.StartsWith("SEQ", StringComparison.Ordinal))
                )
            );
        }
    }

    private static DateTimeOffset At(int second, int millisecond) =>
        new(2025, 1, 2, 3, 4, second, millisecond, TimeSpan.Zero);
}
