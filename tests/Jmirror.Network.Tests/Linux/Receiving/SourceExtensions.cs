using Jmirror.Engine.Frames;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>A frame taken out of its batch.</summary>
internal sealed record ReceivedFrame(FrameInfo Info, byte[] Bytes);

/// <summary>The plainest possible ways to read a source.</summary>
internal static class SourceExtensions
{
    /// <summary>All frames until the source is idle or ends.</summary>
    public static List<ReceivedFrame> ReadUntilIdle(this IFrameSource source)
    {
        var frames = new List<ReceivedFrame>();
        while (source.Receive(out var batch) == ReceiveStatus.Frames)
        {
            foreach (ref readonly var info in batch.Frames)
                frames.Add(new ReceivedFrame(info, batch.BytesOf(info).ToArray()));
        }
        return frames;
    }

    /// <summary>Counts the frames until the source is idle or ends.</summary>
    public static long CountUntilIdle(this IFrameSource source)
    {
        var count = 0L;
        while (source.Receive(out var batch) == ReceiveStatus.Frames)
            count += batch.Frames.Length;
        return count;
    }

    /// <summary>True when the source ends within so many calls.</summary>
    public static bool EndsWithin(this IFrameSource source, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            if (source.Receive(out _) == ReceiveStatus.End)
                return true;
        }
        return false;
    }
}
