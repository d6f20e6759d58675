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

    // Every other packet has a fault.
    private static readonly Gen<Step> AnyStep = Steps(whole: 1, faulty: 1);

    private static readonly Gen<(Step[] Before, Step One, Step[] After)> StepsAroundOne = Gen.Select(
        AnyStep.Array[0, 100],
        Gen.Select(Gen.Int[0, Noticed.Length - 1], Gen.UInt[1, 3], Gen.Int[0, 1000])
            .Select((kind, session, size) => new Step(Noticed[kind], session, size)),
        AnyStep.Array[0, 100]
    );

    [Theory]
    [InlineData(Ear.Capture)]
    [InlineData(Ear.Socket)]
    public void Mixture_OfAnyFaults_IsExplainedWhollyByTheLedger(Ear ear) =>
        AnyStep.Array[1, 200].Sample(steps => AssertExplained(steps, ear), iter: 500);

    // Of equal packets close together nothing tells which one came late, or in which datagram each was, or which one was
    // cut: that needs faults far apart.
    [Theory]
    [InlineData(1)] // the same packet for ever
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(250)]
    public void Mixture_OfPacketsThatRepeat_IsExplainedButForOrderAndHeaders(int loop) =>
        Steps(whole: 19, faulty: 1)
            .Where(step =>
                step.Fault
                    is not (
                        FaultKind.Reorder
                        or FaultKind.Version2
                        or FaultKind.Version3
                        or FaultKind.UdpLength
                    )
            )
            .Array[1, 600]
            .Sample(steps => AssertExplained(steps, Ear.Socket, loop), iter: 300);

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

    private static Gen<Step> Steps(int whole, int faulty) =>
        Gen.Select(
            Gen.Frequency((whole, Gen.Const(FaultKind.None)), (faulty, Fault)),
            Gen.UInt[1, 3],
            Gen.Int[0, 1000],
            (fault, session, size) => new Step(fault, session, size)
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
                FaultyPath.Packet(i % loop, 70 + i % loop * 37 % 1300),
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
