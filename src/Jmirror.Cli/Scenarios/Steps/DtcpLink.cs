using System.Net.Sockets;
using System.Threading.Channels;
using Jmirror.Protocol.Dtcp;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Scenarios.Steps;

namespace Jmirror.Cli.Scenarios.Steps;

/// <summary>A channel to a router's DTCP service, over which requests go one after the other.</summary>
internal abstract class DtcpLink : IAsyncDisposable
{
    // A router with a thousand triggers lists half a megabyte.
    private const int LongestAnswer = 64 << 20;
    private const int ChunkSize = ushort.MaxValue;

    private readonly Channel<DtcpAnswer> _answers = Channel.CreateUnbounded<DtcpAnswer>();
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;

    /// <summary>Answers in their order; ends when the router closes the channel, or sends what is no answer.</summary>
    public ChannelReader<DtcpAnswer> Answers => _answers.Reader;

    /// <summary>Opens the channel that a step asks for.</summary>
    /// <exception cref="CommandException">The router cannot be reached, or does not let the user in.</exception>
    public static async Task<DtcpLink> OpenAsync(DtcpRequestStep step, CancellationToken cancellation)
    {
        DtcpLink link =
            step.Transport == DtcpTransport.Ssh
                ? await SshDtcpLink.OpenAsync(step, cancellation).ConfigureAwait(false)
                : await SocketDtcpLink.OpenAsync(step, cancellation).ConfigureAwait(false);
        link._reading = link.ReadAllAsync();
        return link;
    }

    /// <summary>Sends a request.</summary>
    /// <exception cref="IOException">The router has closed the channel.</exception>
    /// <exception cref="SocketException">Likewise.</exception>
    public abstract ValueTask SendAsync(byte[] request, CancellationToken cancellation);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        Close();
        await _reading.ConfigureAwait(false);
        _end.Dispose();
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    protected abstract ValueTask<int> ReadAsync(Memory<byte> chunk, CancellationToken cancellation);

    /// <summary>Closes the channel.</summary>
    protected abstract void Close();

    private async Task ReadAllAsync()
    {
        var reader = new DtcpReader(DtcpReader.UsualLongestLine, LongestAnswer);
        var chunk = new byte[ChunkSize];
        try
        {
            while (await ReadAsync(chunk, _end.Token).ConfigureAwait(false) is > 0 and var length)
            {
                reader.Append(chunk.AsSpan(0, length));
                DtcpReading reading;
                while ((reading = reader.TryRead(out var message)) == DtcpReading.Message)
                {
                    if (!DtcpAnswer.TryRead(message!, out var answer))
                        return;
                    _answers.Writer.TryWrite(answer!);
                }
                if (reading != DtcpReading.Incomplete)
                    return;
            }
        }
        catch (Exception end)
            when (end
                    is IOException
                        or SocketException
                        or OperationCanceledException
                        or ObjectDisposedException
            )
        {
            // The router or the step has ended.
        }
        finally
        {
            _answers.Writer.Complete();
        }
    }
}
