namespace Jmirror.Protocol.Dtcp;

/// <summary>
/// Sequence numbers of one control source as the draft wants them: each greater than the last by 1 to
/// <see cref="LargestStep"/>, around the end of 64 bits too. Junos does not look at them.
/// </summary>
public sealed class SequenceWindow
{
    /// <summary>Largest step from one request to the next.</summary>
    public const int LargestStep = 256;

    private ulong? _last;

    /// <summary>Takes the next number in; false, and nothing is taken in, when it does not follow. Any number may be the first.</summary>
    public bool TryAdvance(ulong seq)
    {
        if (_last is { } last && unchecked(seq - last) is 0 or > LargestStep)
            return false;
        _last = seq;
        return true;
    }
}
