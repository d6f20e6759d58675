using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Compiling;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Rules;

/// <summary>Triggers that name a subscriber find one that packets show; session ids from accounting find an Acct-Session-Id.</summary>
internal sealed class IdentityRules(EmulatorConfig config, SubscriberIndex subscribers, ErrorList errors)
{
    /// <summary>Checks all mirrors.</summary>
    public void Check()
    {
        foreach (var mirror in config.Mirrors.Where(mirror => !mirror.Origin.IsFaulty))
        {
            if (mirror.Trigger.Identity is { } identity)
                CheckIdentity(mirror, identity);
            else if (mirror.Handle is { SessionId: null })
                AddAccountingError(
                    mirror,
                    "a trigger on packets knows no acct-session-id: let the trigger name a subscriber, for example by username"
                );
        }
    }

    private void CheckIdentity(MirrorConfig mirror, SubscriberIdentity identity)
    {
        var key = IdentityNames.Of(identity.Kind);
        var found = subscribers.Find(identity);
        if (found.Count == 0 && !MayBeAmongFaulty(identity.Kind))
        {
            errors.Add(
                mirror.Trigger.Origin.PositionOf(key),
                $"no subscriber of this file has the {key} {Wording.Quote(identity.Value)}: "
                    + (
                        Wording.Nearest(identity.Value, subscribers.ValuesOf(identity.Kind)) is { } near
                            ? $"did you mean {Wording.Quote(near)}?"
                            : "list it under subscribers"
                    )
            );
        }
        foreach (var subscriber in found.Where(subscriber => !subscriber.Origin.IsFaulty))
        {
            var line = subscriber.Origin.Position.Line;
            if (!subscriber.IsVisibleInPackets)
            {
                errors.Add(
                    mirror.Trigger.Origin.PositionOf(key),
                    $"packets do not show that they belong to the subscriber in line {line}: give it an address, or a key such as outer-vlan or mac"
                );
            }
            if (mirror.Handle is { SessionId: null })
                CheckAccounting(mirror, subscriber);
        }
    }

    private void CheckAccounting(MirrorConfig mirror, SubscriberConfig subscriber)
    {
        if (subscriber.AcctSessionId is not { } text)
        {
            AddAccountingError(
                mirror,
                $"the subscriber in line {subscriber.Origin.Position.Line} has no acct-session-id: add it"
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

    private void AddAccountingError(MirrorConfig mirror, string why)
    {
        var origin = mirror.Origin;
        errors.Add(
            origin.PositionOf("session-id"),
            $"the session id comes from accounting, but {why}, or give the session id as a number"
        );
    }

    // The mistake in a subscriber may be the very key that would have answered.
    private bool MayBeAmongFaulty(IdentityKind kind) =>
        config.IsMisread("subscribers", config.Subscribers.Count)
        || config.Subscribers.Any(subscriber =>
            subscriber.Origin.IsFaulty && subscriber.IdentityOf(kind) is null
        );
}
