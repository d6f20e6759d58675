using System.Buffers;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// One client's channel. Requests are carried out and answered in their order, however the bytes are split. Not for
/// use by several threads at once.
/// </summary>
public sealed class DtcpSession
{
    private readonly DtcpReader _reader = new();
    private readonly DtcpServer _server;
    private readonly DtcpClient _client;
    private readonly RequestHandler _handler;

    internal DtcpSession(DtcpServer server, DtcpClient client)
    {
        (_server, _client) = (server, client);
        _handler = new RequestHandler(server, client);
    }

    /// <summary>True when a request has begun and not ended.</summary>
    public bool IsInMessage => _reader.IsInMessage;

    /// <summary>Takes bytes in and puts answers out.</summary>
    /// <param name="bytes">The next bytes of the client.</param>
    /// <param name="answers">Gets the answers to requests that they end.</param>
    /// <returns>False when the channel is to be closed: a request is too long, and where the next begins is unknown.</returns>
    public bool Receive(ReadOnlySpan<byte> bytes, IBufferWriter<byte> answers)
    {
        _reader.Append(bytes);
        while (true)
        {
            switch (_reader.TryRead(out var message))
            {
                case DtcpReading.Incomplete:
                    return true;
                case DtcpReading.Message:
                    answers.Write(_handler.Answer(message!));
                    break;
                case DtcpReading.LineTooLong:
                    Refuse($"a line is longer than {DtcpReader.UsualLongestLine} bytes");
                    return false;
                case DtcpReading.MessageTooLong:
                    Refuse($"it is longer than {DtcpReader.UsualLongestMessage} bytes");
                    return false;
            }
        }
    }

    /// <summary>Notes that the client left a request half sent.</summary>
    public void GiveUp() => Refuse("it was not sent to its end in time");

    private void Refuse(string reason) => _server.LogRefusal(_client, "DTCP request", reason);
}
