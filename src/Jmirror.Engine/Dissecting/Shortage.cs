namespace Jmirror.Engine.Dissecting;

/// <summary>
/// How a layer is handed down: the frame's captured bytes, the offset at which the layer begins, and the end that
/// it had on the wire, which lies beyond the bytes when the capture cut them off. Once an outer layer's length
/// field has set an earlier end, bytes behind that end (link padding) are no longer part of the span, so that the
/// span never reaches beyond the end.
/// </summary>
internal static class Shortage
{
    /// <summary>Whose fault it is that a header does not fit into the bytes.</summary>
    public static DissectOutcome Of(ReadOnlySpan<byte> frame, int end) =>
        frame.Length < end ? DissectOutcome.Truncated : DissectOutcome.Malformed;
}
