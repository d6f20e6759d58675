namespace Jmirror.Protocol.Dtcp;

/// <summary>What <see cref="DtcpReader.TryRead"/> found.</summary>
public enum DtcpReading
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>A message.</summary>
    Message,

    /// <summary>A line is longer than allowed. Where the next message begins is not known any more: for good.</summary>
    LineTooLong,

    /// <summary>The same of a whole message.</summary>
    MessageTooLong,
}

/// <summary>
/// Cuts a stream of bytes into messages, however the stream is split: a message ends with a blank line. Blank lines
/// before a message are passed over.
/// </summary>
/// <param name="longestLine">Longest line, its end included, bytes.</param>
/// <param name="longestMessage">Longest message, bytes.</param>
public sealed class DtcpReader(
    int longestLine = DtcpReader.UsualLongestLine,
    int longestMessage = DtcpReader.UsualLongestMessage
)
{
    /// <summary>Far more than any parameter needs.</summary>
    public const int UsualLongestLine = 4096;

    /// <summary>Far more than any request needs.</summary>
    public const int UsualLongestMessage = 32768;

    private byte[] _bytes = new byte[1024];
    private int _messageStart;
    private int _lineStart;
    private int _scanned;
    private int _end;
    private DtcpReading _failure = DtcpReading.Incomplete;

    /// <summary>True when a message has begun and not ended.</summary>
    public bool IsInMessage => _end > _messageStart;

    /// <summary>Takes the next bytes of the stream. All messages are to be read before the next call.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_failure != DtcpReading.Incomplete)
            return;
        if (_messageStart > 0)
            MoveToFront();
        if (_bytes.Length - _end < bytes.Length)
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _end + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Takes the next message out.</summary>
    public DtcpReading TryRead(out DtcpMessage? message)
    {
        message = null;
        while (_failure == DtcpReading.Incomplete)
        {
            var found = _bytes.AsSpan(_scanned.._end).IndexOf((byte)'\n');
            var lineEnd = found < 0 ? _end : _scanned + found + 1;
            if (lineEnd - _lineStart > longestLine)
                return Fail(DtcpReading.LineTooLong);
            if (lineEnd - _messageStart > longestMessage)
                return Fail(DtcpReading.MessageTooLong);
            _scanned = lineEnd;
            if (found < 0)
                return DtcpReading.Incomplete;
            var (begin, line) = (_messageStart, _lineStart);
            _lineStart = lineEnd;
            if (!_bytes.AsSpan(line..lineEnd).Trim(" \t\r\n"u8).IsEmpty)
                continue;
            _messageStart = lineEnd;
            if (line == begin)
                continue;
            message = new DtcpMessage(_bytes.AsSpan(begin..line).ToArray());
            return DtcpReading.Message;
        }
        return _failure;
    }

    private DtcpReading Fail(DtcpReading reading)
    {
        _bytes = [];
        _messageStart = _lineStart = _scanned = _end = 0;
        return _failure = reading;
    }

    private void MoveToFront()
    {
        _bytes.AsSpan(_messageStart.._end).CopyTo(_bytes);
        _lineStart -= _messageStart;
        _scanned -= _messageStart;
        _end -= _messageStart;
        _messageStart = 0;
    }
}
