using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>A source whose frames can be had again from the first one on.</summary>
public interface IRewindableSource : IFrameSource
{
    /// <summary>The next frame will be the first one. The last batch's memory is the source's again.</summary>
    /// <exception cref="CaptureFileException">A file cannot be opened any more, or can be read only once (a pipe).</exception>
    void Rewind();
}
