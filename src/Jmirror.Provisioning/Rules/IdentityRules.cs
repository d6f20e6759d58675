using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>
/// Listed subscribers that triggers name are ones that packets show; session ids from accounting find an
/// Acct-Session-Id. Who is not listed may log in later.
/// </summary>
internal sealed class IdentityRules(SubscriberIndex subscribers)
{
    /// <summary>Checks a mirror.</summary>
    public void Check(MirrorConfig mirror, ErrorList errors)
    {
        if (mirror.Trigger.Identity is { } identity)
            CheckIdentity(mirror, identity, errors);
        else if (mirror.Handle is { SessionId: null })
            AddAccountingError(
                mirror,
                "a trigger on packets knows no acct-session-id: let the trigger name a subscriber, for example by username",
                errors
            );
    }

    private void CheckIdentity(MirrorConfig mirror, SubscriberIdentity identity, ErrorList errors)
    {
        foreach (var subscriber in subscribers.Find(identity).Where(one => !one.Origin.IsFaulty))
        {
            if (!subscriber.IsVisibleInPackets)
            {
                errors.Add(
                    mirror.Trigger.Origin.PositionOf(IdentityNames.Of(identity.Kind)),
                    $"packets do not show that they belong to the subscriber in line {subscriber.Origin.Position.Line}: give it an address, or a key such as outer-vlan or mac"
                );
            }
            if (mirror.Handle is { SessionId: null })
                CheckAccounting(mirror, subscriber, errors);
        }
    }

    private static void CheckAccounting(MirrorConfig mirror, SubscriberConfig subscriber, ErrorList errors)
    {
        if (subscriber.AcctSessionId is not { } text)
        {
            AddAccountingError(
                mirror,
                $"the subscriber in line {subscriber.Origin.Position.Line} has no acct-session-id: add it",
                errors
            );
        }
        else if (!AccountingSessionId.TryParse(text, out _))
        {
            errors.Add(
                subscriber.Origin.PositionOf("acct-session-id"),
                $"acct-session-id {Wording.Quote(text)} fills the session id of a mirror but ends in no number: "
                    + "behind the last colon stand decimal or hexadecimal digits"
            );
        }
    }

    private static void AddAccountingError(MirrorConfig mirror, string why, ErrorList errors) =>
        errors.Add(
            mirror.Origin.PositionOf("session-id"),
            $"the session id comes from accounting, but {why}, or give the session id as a number"
        );
}
