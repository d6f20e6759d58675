using Jmirror.Engine.Impairing;
using Jmirror.Verification.Comparing;
using Jmirror.Verification.Verdicts;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>What a right receiver finds of each fault, and what it finds when the ledger does not tell the truth.</summary>
public sealed class FaultTests
{
    private const int Around = 20;

    public static TheoryData<FaultKind, Ear> AllFaults =>
        [.. Injectable.SelectMany(fault => Enum.GetValues<Ear>().Select(ear => (fault, ear)))];

    private static IEnumerable<FaultKind> Injectable =>
        Enum.GetValues<FaultKind>().Where(fault => fault != FaultKind.None);

    [Theory]
    [MemberData(nameof(AllFaults))]
    public void Fault_MarkedInTheLedger_IsFoundAsItShouldBeAndPasses(FaultKind fault, Ear ear)
    {
        for (var size = 0; size < 16; size++)
        {
            var path = PathWith(ear, fault, marked: fault, size);
            var comparison = path.Compare();
            var account = Assert.Single(comparison.Faults.ByKind(), account => account.Fault == fault);
            Assert.Equal((1, 1), (account.Injected, account.AsExpected));
            Assert.Empty(account.Otherwise);
            AssertPasses(path, comparison);
        }
    }

    [Theory]
    [InlineData(FaultKind.Loss, Ear.Socket, "lost")]
    [InlineData(FaultKind.Duplicate, Ear.Socket, "duplicates")]
    [InlineData(FaultKind.Reorder, Ear.Socket, "reordered")]
    [InlineData(FaultKind.Delay, Ear.Socket, "received")]
    [InlineData(FaultKind.Truncate, Ear.Socket, "truncated")]
    [InlineData(FaultKind.Corrupt, Ear.Socket, "corrupted")]
    [InlineData(FaultKind.InnerFragment, Ear.Socket, "received")]
    [InlineData(FaultKind.InnerOverlap, Ear.Socket, "received")]
    [InlineData(FaultKind.InnerMissing, Ear.Socket, "lost")]
    [InlineData(FaultKind.OuterFragment, Ear.Socket, "received")]
    [InlineData(FaultKind.OuterOverlap, Ear.Socket, "lost")]
    [InlineData(FaultKind.OuterMissing, Ear.Socket, "lost")]
    [InlineData(FaultKind.ShortHeader, Ear.Socket, "lost")]
    [InlineData(FaultKind.Version2, Ear.Socket, "received")]
    [InlineData(FaultKind.Version3, Ear.Capture, "received")]
    [InlineData(FaultKind.IdZero, Ear.Socket, "misdirected")]
    [InlineData(FaultKind.UdpLength, Ear.Socket, "lost")] // too long; one that is too short cuts
    [InlineData(FaultKind.UdpLength, Ear.Capture, "received")]
    [InlineData(FaultKind.IpChecksum, Ear.Socket, "lost")]
    [InlineData(FaultKind.IpChecksum, Ear.Capture, "received")]
    [InlineData(FaultKind.UdpChecksum, Ear.Socket, "lost")]
    [InlineData(FaultKind.UdpChecksum, Ear.Capture, "received")]
    [InlineData(FaultKind.UnknownPayload, Ear.Socket, "corrupted")]
    [InlineData(FaultKind.Oversize, Ear.Socket, "corrupted")]
    public void Fault_OfAKind_IsThisInTheFigures(FaultKind fault, Ear ear, string figure)
    {
        var total = PathWith(ear, fault, fault).Compare().Total();
        var figures = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["lost"] = total.Lost,
            ["duplicates"] = total.Duplicates,
            ["reordered"] = total.Reordered,
            ["truncated"] = total.Truncated,
            ["corrupted"] = total.Corrupted,
            ["misdirected"] = total.Misdirected,
            ["received"] = total.Sent == total.Received ? 1 : 0,
        };
        Assert.Equal(1, figures[figure]);
        Assert.Equal(figure is "duplicates" or "reordered" ? 2 : 1, figures.Values.Sum());
    }

    [Theory]
    [InlineData(FaultKind.Loss, "lost packets")]
    [InlineData(FaultKind.Duplicate, "duplicate packets")]
    [InlineData(FaultKind.Reorder, "reordered packets")]
    [InlineData(FaultKind.Truncate, "corrupted packets")]
    [InlineData(FaultKind.Corrupt, "corrupted packets")]
    [InlineData(FaultKind.InnerMissing, "lost packets")]
    [InlineData(FaultKind.OuterOverlap, "lost packets")]
    [InlineData(FaultKind.OuterMissing, "lost packets")]
    [InlineData(FaultKind.ShortHeader, "lost packets", "other traffic")]
    [InlineData(FaultKind.IdZero, "misdirected packets", "other traffic")]
    [InlineData(FaultKind.UdpLength, "lost packets")]
    [InlineData(FaultKind.IpChecksum, "lost packets")]
    [InlineData(FaultKind.UdpChecksum, "lost packets")]
    [InlineData(FaultKind.UnknownPayload, "corrupted packets")]
    [InlineData(FaultKind.Oversize, "corrupted packets")]
    public void Fault_NotInTheLedger_CountsAgainstTheLimits(FaultKind fault, params string[] checks)
    {
        var failed = FailedChecks(PathWith(Ear.Socket, fault, FaultKind.None));
        Assert.Equal(
            checks.Order(StringComparer.Ordinal),
            failed
                .Select(check => check.Name)
                .Where(name => !name.StartsWith("packets not as sent", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(FaultKind.Loss, "of 1 loss were 1 received")]
    [InlineData(FaultKind.Duplicate, "of 1 duplicate were 1 received")]
    [InlineData(FaultKind.Truncate, "of 1 truncate were 1 received")]
    [InlineData(FaultKind.Corrupt, "of 1 corrupt were 1 received")]
    [InlineData(FaultKind.InnerMissing, "of 1 inner-missing were 1 received")]
    [InlineData(FaultKind.OuterMissing, "of 1 outer-missing were 1 received")]
    [InlineData(FaultKind.ShortHeader, "of 1 short-header were 1 received")]
    [InlineData(FaultKind.Version2, "of 1 version2 were 1 received")]
    [InlineData(FaultKind.Version3, "of 1 version3 were 1 received")]
    [InlineData(FaultKind.IdZero, "of 1 id-zero were 1 received")]
    [InlineData(FaultKind.UdpLength, "of 1 udp-length were 1 received")]
    [InlineData(FaultKind.IpChecksum, "of 1 ip-checksum were 1 received")]
    [InlineData(FaultKind.UdpChecksum, "of 1 udp-checksum were 1 received")]
    [InlineData(FaultKind.UnknownPayload, "of 1 unknown-payload were 1 received")]
    [InlineData(FaultKind.Oversize, "of 1 oversize were 1 received")]
    public void Fault_InTheLedgerOnly_FailsTheCheckByName(FaultKind marked, string got)
    {
        var check = Assert.Single(FailedChecks(PathWith(Ear.Capture, FaultKind.None, marked)));
        Assert.Equal(("faults", got), (check.Name, check.Got));
    }

    [Fact]
    public void Fault_FoundAsAnother_FailsTheCheckAndTheLimit()
    {
        var failed = FailedChecks(PathWith(Ear.Socket, FaultKind.Loss, FaultKind.Corrupt));
        Assert.Equal("lost packets, faults", string.Join(", ", failed.Select(check => check.Name)));
        Assert.Equal("of 1 corrupt were 1 lost", failed[1].Got);
    }

    [Theory]
    [InlineData(FaultKind.ShortHeader)]
    [InlineData(FaultKind.IdZero)]
    public void NothingElse_MoreThanWasInjected_Fails(FaultKind fault)
    {
        var path = new FaultyPath(Ear.Socket);
        Fill(path, 0);
        path.Send(FaultyPath.Packet(100), fault);
        path.Send(FaultyPath.Packet(101), fault, FaultKind.None);
        Fill(path, 200);
        Assert.Single(FailedChecks(path), check => check.Name is "other traffic");
    }

    [Fact]
    public void Limits_FaultsBesideTheLimit_AreToldApart()
    {
        var path = new FaultyPath(Ear.Socket);
        Fill(path, 0);
        path.Send(FaultyPath.Packet(100), FaultKind.Loss);
        path.Send(FaultyPath.Packet(101), FaultKind.Loss, FaultKind.None);
        Fill(path, 200);
        var check = Assert.Single(FailedChecks(path));
        Assert.Equal($"1 of {2 * Around + 2}, besides 1 by injected faults", check.Got);
    }

    [Fact]
    public void Faults_NoneInTheLedger_AddNoCheck()
    {
        var path = new FaultyPath(Ear.Socket);
        Fill(path, 0);
        Assert.DoesNotContain(path.Judge().Checks, check => check.Name is "faults");
    }

    // One fault among packets without.
    private static FaultyPath PathWith(Ear ear, FaultKind fault, FaultKind marked, int size = 0)
    {
        var path = new FaultyPath(ear);
        Fill(path, 0);
        if (fault is FaultKind.InnerOverlap or FaultKind.InnerMissing)
            path.SendInFragments(FaultyPath.Packet(100), fault, marked);
        else
            path.Send(FaultyPath.Packet(100), fault, marked, size: size);
        Fill(path, 200);
        return path;
    }

    private static void Fill(FaultyPath path, int from)
    {
        for (var i = 0; i < Around; i++)
            path.Send(FaultyPath.Packet(from + i));
    }

    private static List<Check> FailedChecks(FaultyPath path) =>
        [.. path.Judge().Checks.Where(check => !check.Passed)];

    private static void AssertPasses(FaultyPath path, LedgerComparison comparison)
    {
        var verdict = path.Judge(comparison);
        Assert.True(verdict.Passed, string.Join('\n', verdict.Checks));
    }
}
