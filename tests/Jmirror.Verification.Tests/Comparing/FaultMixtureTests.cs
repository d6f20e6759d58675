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

    // One packet in three has a fault.
    private static readonly Gen<Step> AnyStep = Gen.Select(
        Gen.Frequency((2, Gen.Const(FaultKind.None)), (1, Fault)),
        Gen.UInt[1, 3],
        Gen.Int[0, 1000],
        (fault, session, size) => new Step(fault, session, size)
    );

    [Fact]
    public void Mixture_OfAnyFaults_IsExplainedWhollyByTheLedger() =>
        Gen.Select(AnyStep.Array[1, 200], Gen.Enum<Ear>())
            .Sample(
                (steps, ear) =>
                {
                    var verdict = PathOf(steps, ear, silentAbout: -1).Judge();
                    Assert.True(verdict.Passed, string.Join('\n', verdict.Checks));
                },
                iter: 1000
            );

    [Theory]
    [InlineData(1)] // the same packet for ever
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(50)]
    public void Mixture_OfPacketsInALoop_IsExplainedWhollyByTheLedger(int loop) =>
        AnyStep
            .Array[1, 200]
            .Sample(
                steps =>
                {
                    var verdict = PathOf(steps, Ear.Socket, silentAbout: -1, loop).Judge();
                    Assert.True(verdict.Passed, string.Join('\n', verdict.Checks));
                },
                iter: 500
            );

    [Fact]
    public void Mixture_LedgerSilentAboutOne_Fails() =>
        Gen.Select(AnyStep.Array[1, 200], Gen.Int[0, 199])
            .Where((steps, at) => at < steps.Length && Noticed.Contains(steps[at].Fault))
            .Sample(
                (steps, at) => Assert.False(PathOf(steps, Ear.Socket, silentAbout: at).Judge().Passed),
                iter: 1000
            );

    [Fact]
    public void Mixture_LedgerSpeaksOfOneThatIsNotThere_Fails() =>
        Gen.Select(AnyStep.Array[1, 200], Gen.Int[0, 199])
            .Where((steps, at) => at < steps.Length && Noticed.Contains(steps[at].Fault))
            .Where((steps, at) => steps[at].Fault != FaultKind.OuterOverlap)
            .Sample(
                (steps, at) =>
                {
                    var path = PathOf(steps, Ear.Capture, silentAbout: -1, unlike: at);
                    Assert.Single(path.Judge().Checks, check => check is { Name: "faults", Passed: false });
                },
                iter: 1000
            );

    // The packets at the end have no fault, so that what is held back before them has come late.
    private static FaultyPath PathOf(
        Step[] steps,
        Ear ear,
        int silentAbout,
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
