using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>
/// Runs a source several times over. No batch holds frames of two passes, and timestamps start again with each.
/// </summary>
/// <param name="source">What is repeated; disposed with the loop.</param>
/// <param name="passes">How many times; 0: for ever.</param>
public sealed class LoopingSource(IRewindableSource source, long passes) : IFrameSource
{
    private bool _passHasFrames;

    /// <summary>Passes that are over.</summary>
    public long PassesDone { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="CaptureFileException">The source cannot be rewound.</exception>
    public ReceiveStatus Receive(out FrameBatch batch)
    {
        var status = source.Receive(out batch);
        while (status == ReceiveStatus.End)
        {
            // A pass without frames ends the loop, or an endless one would spin.
            if (!_passHasFrames)
                return ReceiveStatus.End;
            _passHasFrames = false;
            PassesDone++;
            if (PassesDone == passes)
                return ReceiveStatus.End;
            source.Rewind();
            status = source.Receive(out batch);
        }
        _passHasFrames |= status == ReceiveStatus.Frames;
        return status;
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
