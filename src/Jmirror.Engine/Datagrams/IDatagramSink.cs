using Jmirror.Engine.Counting;

namespace Jmirror.Engine.Datagrams;

/// <summary>
/// Where mirrored datagrams go: a raw socket, an analyzer port, an AF_XDP ring, a file. One caller at a time. The
/// datagrams of a frame sink are whole Ethernet frames, sent as they are.
/// </summary>
public interface IDatagramSink : IDisposable
{
    /// <summary>Largest IP datagram, or frame, that <see cref="Send"/> can take, bytes.</summary>
    int MaxDatagramLength { get; }

    /// <summary>Lends an empty batch. The one lent before must have been sent or given up.</summary>
    DatagramBatch Rent();

    /// <summary>
    /// Sends the datagrams of the lent batch from number <paramref name="first"/> on, in order, and returns how many
    /// were taken. When that is fewer than all, <paramref name="refusal"/> says why the next one was not: the caller
    /// decides whether to try again from there, skip that one, or give up the rest.
    /// </summary>
    int Send(DatagramBatch batch, int first, out SendRefusal refusal);
}

/// <summary>Why a sink did not take a datagram.</summary>
/// <param name="Reason">The counter under which it is lost unless it is tried again.</param>
/// <param name="Retry">True when a later try may succeed.</param>
public readonly record struct SendRefusal(DropReason Reason, bool Retry);
