using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Radius;

/// <summary>Sends Access-Requests.</summary>
internal sealed class AccessClient(RadiusExchange exchange, SessionAttributes attributes)
{
    /// <summary>Asks whether a subscriber may log in; null when no server answered.</summary>
    /// <param name="identities">Its identities, the user name and the Acct-Session-Id among them.</param>
    /// <param name="password">Its password.</param>
    /// <param name="method">How the password travels.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<RadiusAnswer?> AskAsync(
        IReadOnlyList<SubscriberIdentity> identities,
        RadiusSecret password,
        PasswordMethod method,
        CancellationToken cancellation
    )
    {
        return exchange.AskAsync(RadiusCode.AccessRequest, Compose, cancellation);

        int Compose(Span<byte> buffer, byte identifier, ReadOnlySpan<byte> authenticator, RadiusSecret secret)
        {
            var writer = new RadiusPacketWriter(buffer, RadiusCode.AccessRequest, identifier);
            writer.AddMessageAuthenticator();
            if (method == PasswordMethod.Pap)
                writer.AddPapPassword(password, authenticator, secret);
            else
                writer.AddChapPassword(password, identifier, authenticator);
            attributes.Write(ref writer, identities);
            return writer.FinishAccessRequest(authenticator, secret);
        }
    }
}
