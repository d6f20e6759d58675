using Jmirror.Protocol.Link;

namespace Jmirror.Network.Neighbours;

/// <summary>Carries one ARP question and its answers.</summary>
internal interface IArpChannel : IDisposable
{
    /// <summary>Sends the question; what cannot be sent is lost like any frame.</summary>
    void Ask();

    /// <summary>Takes the latest answer that arrived; false when there is none. Never waits.</summary>
    bool TryTakeAnswer(out MacAddress answer);
}
