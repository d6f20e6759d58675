namespace Jmirror.Engine.Frames;

/// <summary>How a call for frames ended.</summary>
public enum ReceiveStatus
{
    /// <summary>The batch holds at least one frame.</summary>
    Frames,

    /// <summary>Nothing arrived within the source's waiting time; ask again.</summary>
    Idle,

    /// <summary>There will never be another frame.</summary>
    End,
}

/// <summary>Where frames come from: a network interface, a capture file, a generator. One caller at a time.</summary>
public interface IFrameSource : IDisposable
{
    /// <summary>
    /// Hands out the next frames. The previous batch's memory is the source's again from this call on.
    /// </summary>
    ReceiveStatus Receive(out FrameBatch batch);
}
