using System.Text;
using CsCheck;
using Jmirror.Protocol.Dtcp;
using Jmirror.Testing;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class DtcpReaderTests
{
    [Fact]
    public void Messages_OfTheDialogues_AreAuthentic()
    {
        foreach (var text in DtcpDialogue.All)
        {
            var message = Assert.Single(Read([DtcpDialogue.Wire(text)]));

            Assert.True(message.IsAuthentic(DtcpDigest.UsualKey), text);
            Assert.Null(message.BadLine);
        }
    }

    [Fact]
    public void Stream_SplitAnywhere_GivesTheSameMessages()
    {
        byte[] stream = [.. DtcpDialogue.All.SelectMany(DtcpDialogue.Wire)];
        for (var split = 0; split <= stream.Length; split++)
        {
            var messages = Read([stream[..split], stream[split..]]);
            Assert.Equal(DtcpDialogue.All.Count, messages.Count);
            Assert.All(messages, message => Assert.True(message.IsAuthentic(DtcpDigest.UsualKey)));
        }
        Assert.Equal(DtcpDialogue.All.Count, Read([.. stream.Select(one => new[] { one })]).Count);
    }

    [Fact]
    public void BlankLines_BetweenMessages_AreNone()
    {
        var messages = Read([
            "\r\n\r\n"u8.ToArray(),
            DtcpDialogue.Wire(DtcpDialogue.Add),
            "\r\n \t\r\n\n"u8.ToArray(),
        ]);

        Assert.Single(messages);
    }

    [Fact]
    public void Lines_WithBareLineFeedsOrBlanksAtTheEnd_AreRead()
    {
        var message = Assert.Single(Read(["LIST DTCP/0.7 \nCsource-ID : a\t\r\nSeq:1\n\n"u8.ToArray()]));

        Assert.Equal("LIST DTCP/0.7", message.StartText);
        Assert.Equal(
            "Csource-ID=a Seq=1",
            string.Join(' ', message.Lines.Select(line => $"{line.Name}={line.Value}"))
        );
    }

    [Fact]
    public void Names_AreTheSameInUpperAndLowerCase_AndTheFirstOfSeveralCounts()
    {
        var message = Assert.Single(Read(["LIST DTCP/0.7\r\nsEQ: 1\r\nSeq: 2\r\n\r\n"u8.ToArray()]));

        Assert.Equal("1", message.Find("SEQ")!.Value);
        Assert.Null(message.Find("Flags"));
    }

    [Fact]
    public void Text_BehindTheDigest_IsIgnored()
    {
        var text = DtcpDialogue.Delete + "\nCRITERIA-ID: 9\nno parameter";
        var message = Assert.Single(Read([DtcpDialogue.Wire(text)]));

        Assert.True(message.IsAuthentic(DtcpDigest.UsualKey));
        Assert.Null(message.BadLine);
        Assert.Equal("1", message.Find("Criteria-ID")!.Value);
    }

    [Theory]
    [InlineData("no colon")]
    [InlineData(": no name")]
    [InlineData("na me: 1")]
    [InlineData("Näme: 1")]
    [InlineData("X: \\12")]
    [InlineData("X: \\256")]
    [InlineData("X: a\u0001b")]
    public void Line_ThatIsNoParameter_IsTheBadOne(string line)
    {
        var text = $"LIST DTCP/0.7\nSeq: 1\n{line}\nother bad line";
        var message = Assert.Single(Read([DtcpDialogue.Wire(text)]));

        Assert.Equal(line, Encoding.UTF8.GetString(message.BadLine!.Value.Span));
        Assert.Null(message.Authentication);
    }

    [Theory]
    [InlineData(DtcpReader.UsualLongestLine, DtcpReading.Message)]
    [InlineData(DtcpReader.UsualLongestLine + 1, DtcpReading.LineTooLong)]
    [InlineData(1 << 20, DtcpReading.LineTooLong)]
    public void Line_OfLength_IsReadOrRefused(int length, DtcpReading expected)
    {
        var reader = new DtcpReader();
        reader.Append(Encoding.ASCII.GetBytes($"LIST DTCP/0.7\r\nX: {new string('a', length - 5)}\r\n\r\n"));

        Assert.Equal(expected, reader.TryRead(out _));
        reader.Append(DtcpDialogue.Wire(DtcpDialogue.Add));
        Assert.Equal(expected == DtcpReading.Message ? DtcpReading.Message : expected, reader.TryRead(out _));
    }

    [Fact]
    public void Line_WithoutEnd_IsRefusedAsSoonAsItIsTooLong()
    {
        var reader = new DtcpReader();
        reader.Append(new byte[DtcpReader.UsualLongestLine]);
        Assert.Equal(DtcpReading.Incomplete, reader.TryRead(out _));
        reader.Append([0]);
        Assert.Equal(DtcpReading.LineTooLong, reader.TryRead(out _));
    }

    [Fact]
    public void Message_WithoutEnd_IsRefusedAsSoonAsItIsTooLong()
    {
        var reader = new DtcpReader();
        var line = Encoding.ASCII.GetBytes($"X: {new string('a', 1000)}\r\n");
        var fed = 0;
        DtcpReading reading;
        do
        {
            reader.Append(line);
            fed += line.Length;
            reading = reader.TryRead(out _);
        } while (reading == DtcpReading.Incomplete);

        Assert.Equal(DtcpReading.MessageTooLong, reading);
        Assert.InRange(fed, DtcpReader.UsualLongestMessage, DtcpReader.UsualLongestMessage + line.Length);
    }

    [Fact]
    public void AnyBytes_AreReadWithoutFault()
    {
        var bytes = Gen.OneOf(Gen.Byte, Gen.Char["\r\n\r\n:\\ 09azDTCP/.-*,"].Select(c => (byte)c)).Array[
            0,
            400
        ];
        Gen.Select(bytes, Gen.Int[1, 50])
            .Sample(
                (stream, step) =>
                {
                    foreach (var message in Read(stream.Chunk(step)))
                    {
                        Assert.False(message.IsAuthentic(DtcpDigest.UsualKey));
                        if (DtcpRequest.TryRead(message, out var request, out var fault))
                            Assert.NotNull(request);
                        else
                            Assert.NotEqual(DtcpStatus.Ok, fault.Status);
                        DtcpAnswer.TryRead(message, out _);
                    }
                },
                iter: 20_000
            );
    }

    [Fact]
    public void Message_WithBytesChanged_IsNeverAuthenticUnlessWhatIsSignedStays()
    {
        var original = DtcpDialogue.Wire(DtcpDialogue.Add);
        var covered = DtcpDialogue.Add.IndexOf("\nAuthentication-Info", StringComparison.Ordinal) + 12;
        Gen.Select(Gen.Int[0, covered], Gen.Byte)
            .Sample(
                (at, value) =>
                {
                    var changed = original.ToArray();
                    changed[at] = value;
                    var same = changed.AsSpan().SequenceEqual(original);
                    Assert.All(
                        Read([changed]),
                        one => Assert.Equal(same, one.IsAuthentic(DtcpDigest.UsualKey))
                    );
                },
                iter: 5_000
            );
    }

    private static List<DtcpMessage> Read(IEnumerable<byte[]> pieces)
    {
        var reader = new DtcpReader();
        var messages = new List<DtcpMessage>();
        foreach (var piece in pieces)
        {
            reader.Append(piece);
            while (reader.TryRead(out var message) == DtcpReading.Message)
                messages.Add(message!);
        }
        return messages;
    }
}
