namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>Datagrams that are no dynamic requests.</summary>
internal static class Garbage
{
    private const int Length = 200;

    // A CoA-Request without attributes, of which only the authenticator is wrong; identifier and authenticator vary.
    private static readonly byte[] LikeARequest = [43, 0, 0, 20];

    /// <summary>Without end; each is gone when the next one comes. Every second one looks like a request.</summary>
    public static IEnumerable<byte[]> Datagrams()
    {
        var random = new Random(20260806);
        var datagram = new byte[Length];
        for (var isLike = true; ; isLike = !isLike)
        {
            random.NextBytes(datagram);
            if (isLike)
            {
                var identifier = datagram[1];
                LikeARequest.CopyTo(datagram, 0);
                datagram[1] = identifier;
            }
            yield return datagram;
        }
    }
}
