using CsCheck;
using Jmirror.Engine.Impairing;
using Jmirror.Protocol.Mirror;

namespace Jmirror.Verification.Tests.Comparing;

/// <summary>Any mixture of faults on any streams: the ledger explains all of it, and nothing else does.</summary>
public sealed class FaultMixtureTests
{
    private const int ClosingPackets = 20;

    // Those that a receiver who hears as a UDP socket does notices when the ledger keeps silent about them.
    private static readonly FaultKind[] Noticed =
    [
        FaultKind.Loss,
        FaultKind.Duplicate,
        FaultKind.Truncate,
        FaultKind.Corrupt,
        FaultKind.InnerMissing,
        FaultKind.OuterOverlap,
        FaultKind.OuterMissing,
        FaultKind.ShortHeader,
        FaultKind.IdZero,
        FaultKind.UdpLength,
        FaultKind.IpChecksum,
        FaultKind.UdpChecksum,
        FaultKind.UnknownPayload,
        FaultKind.Oversize,
    ];

    private static readonly Gen<FaultKind> Fault = Gen.Int[1, FaultKinds.Count - 1]
        .Select(number => (FaultKind)number);

    // One packet in five has a fault.
    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency((4, Gen.Const(FaultKind.None)), (1, Fault)),
        Gen.UInt[1, 3],
        Gen.Int[0, 1000],
        (fault, session, size) => new Step(fault, session, size)
    );

    // A socket does not show whether a packet was cut, or a wrong UDP length cut it.
    private static readonly Gen<Step> HeardStep = AnyStep.Where(step => step.Fault != FaultKind.UdpLength);

    private static readonly Gen<(Step[] Before, Step One, Step[] After)> StepsAroundOne = Gen.Select(
        HeardStep.Array[0, 100],
        Gen.Select(Gen.Int[0, Noticed.Length - 1], Gen.UInt[1, 3], Gen.Int[0, 1000])
            .Select((kind, session, size) => new Step(Noticed[kind], session, size)),
        HeardStep.Array[0, 100]
    );

    [Fact]
    public void Mixture_OfAnyFaultsInACapture_IsExplainedWhollyByTheLedger() =>
        AnyStep.Array[1, 200].Sample(steps => AssertExplained(steps, Ear.Capture), iter: 500);

    [Fact]
    public void Mixture_OfAnyFaultsOnASocket_IsExplainedWhollyByTheLedger() =>
        HeardStep.Array[1, 200].Sample(steps => AssertExplained(steps, Ear.Socket), iter: 500);

    // Of equal packets close together nothing tells which one came late, or in which datagram each was.
    [Theory]
    [InlineData(1)] // the same packet for ever
    [InlineData(2)]
    [InlineData(7)]
    public void Mixture_OfPacketsThatSoonRepeat_IsExplainedButForOrderAndHeaders(int loop) =>
        HeardStep
            .Where(step => step.Fault is not (FaultKind.Reorder or FaultKind.Version2 or FaultKind.Version3))
            .Array[1, 200]
            .Sample(steps => AssertExplained(steps, Ear.Socket, loop), iter: 500);

    [Fact]
    public void Mixture_LedgerSilentAboutOne_Fails() =>
        StepsAroundOne.Sample(
            (before, one, after) =>
                Assert.False(
                    PathOf([.. before, one, .. after], Ear.Socket, silentAbout: before.Length).Judge().Passed
                ),
            iter: 500
        );

    [Fact]
    public void Mixture_LedgerSpeaksOfOneThatIsNotThere_Fails() =>
        StepsAroundOne.Sample(
            (before, one, after) =>
            {
                var path = PathOf([.. before, one, .. after], Ear.Capture, unlike: before.Length);
                // One that overlaps may as well arrive.
                Assert.Single(
                    path.Judge().Checks,
                    check => check.Name is "faults" && check.Passed == one.Fault is FaultKind.OuterOverlap
                );
            },
            iter: 500
        );

    private static void AssertExplained(Step[] steps, Ear ear, int loop = int.MaxValue)
    {
        var verdict = PathOf(steps, ear, loop: loop).Judge();
        Assert.True(verdict.Passed, string.Join('\n', verdict.Checks));
    }

    // The packets at the end have no fault, so that what is held back before them has come late.
    private static FaultyPath PathOf(
        Step[] steps,
        Ear ear,
        int silentAbout = -1,
        int loop = int.MaxValue,
        int unlike = -1
    )
    {
        var path = new FaultyPath(ear);
        for (var i = 0; i < steps.Length; i++)
        {
            var (fault, session, size) = steps[i];
            path.Send(
                FaultyPath.Packet(i % loop, 100 + i % loop % 5),
                i == unlike ? FaultKind.None : fault,
                i == silentAbout ? FaultKind.None : fault,
                new MirrorHeader(0, 768, session),
                size
            );
        }
        for (var i = 0; i < ClosingPackets; i++)
            path.Send(
                FaultyPath.Packet((steps.Length + i) % loop),
                header: new MirrorHeader(0, 768, 1 + (uint)i % 3)
            );
        return path;
    }

    private sealed record Step(FaultKind Fault, uint Session, int Size);
}
