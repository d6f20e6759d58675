using Jmirror.Engine.Frames;
using Jmirror.Network.Files;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Scenarios;
using Jmirror.Traffic.Applications.Captures;

namespace Jmirror.Cli.Generating;

/// <summary>Reads the capture that is multiplied over the population.</summary>
internal static class TemplateFile
{
    /// <summary>Reads it whole.</summary>
    /// <param name="capture">The file, and whose packets are wanted.</param>
    /// <param name="mtu">Longer packets are left out, bytes.</param>
    /// <param name="remarks">Gets a sentence about what was left out.</param>
    /// <exception cref="CommandException">It cannot be read, or holds no packet of that subscriber.</exception>
    public static CaptureTemplate Read(ScenarioCaptureConfig capture, int mtu, List<string> remarks)
    {
        var builder = BuilderFor(capture.Subscriber, mtu);
        try
        {
            using var file = CaptureSequence.Open([new CaptureInput(capture.File)], new CaptureInterfaces());
            while (file.Receive(out var batch) == ReceiveStatus.Frames)
            {
                foreach (ref readonly var frame in batch.Frames)
                    builder.Add(batch.BytesOf(frame), frame);
            }
            if (file.Problems is [var problem, ..])
                throw new CommandException(problem.Message);
        }
        catch (CaptureFileException failure)
        {
            throw new CommandException(failure.Message);
        }
        var isComplete = builder.TryBuild(out var template);
        var skipped = string.Join(
            ", ",
            Enum.GetValues<CaptureSkip>()
                .Where(reason => builder.Skipped(reason) > 0)
                .Select(reason => $"{builder.Skipped(reason)} {Explain(reason)}")
        );
        if (!isComplete)
        {
            throw new CommandException(
                skipped.Length == 0
                    ? $"{capture.File}: there are no packets in it"
                    : $"{capture.File}: there is no packet of the subscriber in it; left out were {skipped}"
            );
        }
        if (skipped.Length > 0)
            remarks.Add($"{capture.File}: left out were {skipped}");
        return template!;
    }

    private static CaptureTemplateBuilder BuilderFor(UInt128? subscriber, int mtu)
    {
        if (subscriber is not { } address)
            return new CaptureTemplateBuilder(maxLength: mtu);
        var isIpv4 = IpPrefix.FromIpv4((uint)address) == address;
        return isIpv4
            ? new CaptureTemplateBuilder(ipv4: new Ipv4Address((uint)address), maxLength: mtu)
            : new CaptureTemplateBuilder(ipv6: address, maxLength: mtu);
    }

    private static string Explain(CaptureSkip reason) =>
        reason switch
        {
            CaptureSkip.NonIp => "without IP",
            CaptureSkip.Malformed => "malformed",
            CaptureSkip.Truncated => "cut by the capture",
            CaptureSkip.UnsupportedLinkType => "of an unknown link type",
            CaptureSkip.OtherAddress => "of other addresses",
            _ => "above the MTU",
        };
}
