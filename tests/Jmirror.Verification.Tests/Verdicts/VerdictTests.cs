using System.Xml.Linq;
using Jmirror.Engine.Ledgers;
using Jmirror.Protocol.Mirror;
using Jmirror.Testing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Decoding;
using Jmirror.Verification.Streams;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Verification.Tests.Verdicts;

public sealed class VerdictTests
{
    // ICMP echo 100.64.1.10 -> 198.51.100.7 and its way back (checksum left as it was: nobody looks here).
    private static readonly byte[] Echo = Hex.Bytes(MirrorDatagrams.Echo);
    private static readonly byte[] Reply = [.. Echo[..12], .. Echo[16..20], .. Echo[12..16], .. Echo[20..]];

    private readonly StreamTable _received = new();
    private readonly InnerDirections _directions = new();
    private readonly LedgerComparison _comparison = new(new ComparisonOptions { ClockIsShared = true });

    [Fact]
    public void Decide_AllAsWanted_Passes()
    {
        Pass(Echo);
        Pass(Reply);
        var verdict = Decide(
            new Expectation
            {
                Mirrors = [new(768), new(768, 144), new(768, 144, MirrorDatagrams.Outer.Source)],
                NothingElse = true,
                BothDirections = true,
                ByteExact = true,
                MaxLoss = Limit.None,
                MaxReordered = Limit.None,
                MaxDuplicates = Limit.None,
                MaxCorrupted = Limit.None,
                MaxMisdirected = Limit.None,
                MaxForeign = Limit.None,
                MaxLatencies = [new(99, 1_000_000), new(100, 1_000_000)],
            }
        );
        Assert.True(verdict.Passed, string.Join('\n', verdict.Checks));
        Assert.Equal(14, verdict.Checks.Count);
        Assert.Contains(new Check("lost packets", "at most 0", "0 of 2", true), verdict.Checks);
        Assert.Contains(new Check("latency p99", "at most 1 ms", "0.5 ms", true), verdict.Checks);
        Assert.Contains(new Check("mirror 768 session 144", "seen", "2 packets", true), verdict.Checks);
    }

    [Fact]
    public void Decide_NothingAsked_PassesWithoutChecks()
    {
        Assert.Empty(Decide(new Expectation()).Checks);
        Assert.True(Decide(new Expectation()).Passed);
    }

    [Fact]
    public void Decide_MirrorNeverSeen_Fails()
    {
        Pass(Echo);
        AssertFails(new Expectation { Mirrors = [new(768, 145)] }, "mirror 768 session 145", "not seen");
    }

    [Fact]
    public void Decide_OneOfTwoLost_FailsByCountAndByShare()
    {
        Pass(Echo);
        Send(Reply);
        AssertFails(new Expectation { MaxLoss = Limit.None }, "lost packets", "1 of 2");
        AssertFails(new Expectation { MaxLoss = new(49.9m, true) }, "lost packets", "1 of 2");
        Assert.True(Decide(new Expectation { MaxLoss = new(50, true) }).Passed);
        Assert.True(Decide(new Expectation { MaxLoss = new(1, false) }).Passed);
    }

    [Fact]
    public void Decide_OneByteChanged_IsNotByteExact()
    {
        Send(Echo);
        var changed = Echo.ToArray();
        changed[^1] ^= 1;
        Arrive(MirrorDatagrams.Encode(changed));
        AssertFails(new Expectation { ByteExact = true }, "packets not as sent", "1 of 1");
        AssertFails(new Expectation { MaxCorrupted = Limit.None }, "corrupted packets", "1 of 1");
    }

    [Fact]
    public void Decide_ForeignStreamAndGarbage_AreOtherTraffic()
    {
        Pass(Echo);
        Arrive(MirrorDatagrams.Encode(MirrorDatagrams.Outer, new MirrorHeader(0, 5, 6), Echo));
        _received.Add(default(MirrorDatagram) with { Faults = MirrorFaults.NotUdp }, 20, 0);
        AssertFails(
            new Expectation { NothingElse = true },
            "other traffic",
            "1 other streams: mirror 5 session 6 from 192.0.2.1; 1 undecodable datagrams"
        );
        AssertFails(new Expectation { MaxForeign = Limit.None }, "foreign packets", "1 of 1");
    }

    [Fact]
    public void Decide_OneDirectionOnly_Fails()
    {
        Pass(Echo);
        AssertFails(
            new Expectation { BothDirections = true },
            "both directions",
            "not in 1 of 1 streams: mirror 768 session 144 from 192.0.2.1"
        );
    }

    [Fact]
    public void Decide_TooSlow_FailsWithTheFigure()
    {
        Pass(Echo);
        AssertFails(new Expectation { MaxLatencies = [new(50, 499_999)] }, "latency p50", "0.5 ms");
    }

    [Fact]
    public void Decide_WithoutLedger_CannotSayAndFails()
    {
        var judge = new Judge(_received, _directions, comparison: null);
        var verdict = judge.Decide(
            new Expectation
            {
                MaxLoss = new(100, true),
                MaxLatencies = [new(99, 1)],
                NothingElse = true,
            }
        );
        Assert.Equal([true, false, false], verdict.Checks.Select(check => check.Passed));
        Assert.Equal("unknown: there is no ledger", verdict.Checks[1].Got);
    }

    [Theory]
    [InlineData("0", 0, false)]
    [InlineData("25", 25, false)]
    [InlineData("0.1%", 0.1, true)]
    [InlineData("100%", 100, true)]
    public void LimitTryParse_CountOrShare_IsReadAndPrintedBack(string text, double value, bool isPercent)
    {
        Assert.True(Limit.TryParse(text, out var limit));
        Assert.Equal(new Limit((decimal)value, isPercent), limit);
        Assert.Equal(text, limit.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("-1")]
    [InlineData("1.5")] // packets are whole
    [InlineData("101%")]
    [InlineData("1 %x")]
    public void LimitTryParse_AnythingElse_IsRefused(string text) =>
        Assert.False(Limit.TryParse(text, out _));

    [Fact]
    public void JUnitReport_FailedVerdict_IsWhatCiSystemsRead()
    {
        var verdict = new Verdict([
            new("lost packets", "at most 0", "1 of 2 <&>", false),
            new("other traffic", "none", "none", true),
        ]);
        using var output = new MemoryStream();
        var start = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        JUnitReport.Write(output, verdict, "jmirror receive", start, TimeSpan.FromSeconds(1.5));
        Assert.Equal((byte)'<', output.ToArray()[0]);
        output.Position = 0;
        var expected = XElement.Parse(
            """
            <testsuites tests="2" failures="1" errors="0" skipped="0" time="1.500">
              <testsuite name="jmirror receive" tests="2" failures="1" errors="0" skipped="0" time="1.500" timestamp="2026-01-02T03:04:05">
                <testcase classname="jmirror receive" name="lost packets" time="0">
                  <failure type="check" message="wanted at most 0, got 1 of 2 &lt;&amp;&gt;" />
                </testcase>
                <testcase classname="jmirror receive" name="other traffic" time="0" />
              </testsuite>
            </testsuites>
            """
        );
        Assert.Equal(expected.ToString(), XElement.Load(output).ToString());
    }

    private Verdict Decide(Expectation expectation)
    {
        _comparison.Finish();
        return new Judge(_received, _directions, _comparison).Decide(expectation);
    }

    private void AssertFails(Expectation expectation, string name, string got)
    {
        var verdict = Decide(expectation);
        Assert.False(verdict.Passed);
        var check = Assert.Single(verdict.Checks);
        Assert.Equal((name, got), (check.Name, check.Got));
    }

    private void Pass(byte[] payload)
    {
        Send(payload);
        Arrive(MirrorDatagrams.Encode(payload));
    }

    private void Send(byte[] payload)
    {
        var key = StreamKey.Of(MirrorDatagrams.Decode(MirrorDatagrams.EchoDatagram));
        var digest = PacketDigest.Of(payload);
        _comparison.Add(new SentPacket(_comparison.NumberOf(key), digest, (ushort)payload.Length, 0));
    }

    private void Arrive(byte[] bytes)
    {
        var datagram = MirrorDatagrams.Decode(bytes);
        _received.Add(datagram, bytes.Length, 0);
        var arrival = Arrival.Of(datagram, bytes, 500_000);
        _directions.Add(arrival.Stream, InnerPacket.Read(datagram.PayloadOf(bytes), datagram.Packet));
        _comparison.Add(arrival);
    }
}
