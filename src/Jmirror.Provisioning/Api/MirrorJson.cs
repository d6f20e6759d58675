using System.Text.Json;
using Jmirror.Engine.Matching;
using Jmirror.Engine.Registry;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Api;

/// <summary>Mirrors as JSON, in the words of the configuration.</summary>
internal sealed class MirrorJson(Provisioner provisioner)
{
    /// <summary>Writes a mirror with what lives under it.</summary>
    public void Write(Utf8JsonWriter json, RequestState state)
    {
        var target = state.Request.Target;
        json.WriteStartObject();
        json.WriteNumber("number", state.Number);
        json.WriteString("origin", EventWords.Of(state.Request.Origin));
        json.WriteString("added", EventWords.Time(state.Added));
        json.WritePropertyName("mirror");
        MirrorSchema.Kind.WriteJson(json, provisioner.WordsOf(state.Number) ?? WordsFor(state.Request));
        if (state.Request.Selector.Session is { } session)
            json.WriteNumber("session", session);
        json.WriteStartObject("destination");
        json.WriteString("address", target.Outer.Destination.ToString());
        if (target.Handle is not null)
            json.WriteNumber("port", target.Outer.DestinationPort);
        json.WriteEndObject();
        WriteLive(json, state);
        json.WriteEndObject();
    }

    private static void WriteLive(Utf8JsonWriter json, RequestState state)
    {
        json.WriteStartArray("live");
        foreach (var (session, mirror) in state.Mirrors)
        {
            json.WriteStartObject();
            if (session != 0)
                json.WriteNumber("session", session);
            if (mirror.Definition.Header is { } header)
            {
                json.WriteNumber("mirror-id", header.MirrorId);
                json.WriteNumber("session-id", header.SessionId);
            }
            json.WriteNumber("packets", mirror.Packets);
            json.WriteNumber("bytes", mirror.Bytes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    /// <summary>What RADIUS or DTCP asked for, as far as the configuration has words for it.</summary>
    private MirrorConfig WordsFor(MirrorRequest request) =>
        new()
        {
            Trigger = TriggerOf(request.Selector),
            Handle = request.Target.Handle,
            IsBare = request.Target.Handle is null,
        };

    private TriggerConfig TriggerOf(MirrorSelector selector)
    {
        if (selector.Identities is [var identity, ..])
            return new TriggerConfig { Identity = identity };
        if (selector.Packets is not [var first, ..])
            return new TriggerConfig();
        return new TriggerConfig
        {
            Ipv4 = first.Address is { IsIpv4: true } ? first.Address : null,
            Ipv6 = first.Address is { IsIpv4: false } ? first.Address : null,
            Link = new SubscriberInterfaceConfig
            {
                Interface = first.Interface is { } number ? provisioner.NameOf(number) : null,
                OuterVlan = first.OuterVlan,
                InnerVlan = first.InnerVlan,
                Mac = first.Mac,
                PppoeSession = first.PppoeSession,
                L2tp =
                [
                    .. selector
                        .Packets.Select(trigger => trigger.L2tp)
                        .OfType<L2tpTrigger>()
                        .Select(l2tp => new L2tpConfig
                        {
                            Peer = l2tp.Peer,
                            Tunnel = l2tp.Tunnel,
                            Session = l2tp.Session,
                        }),
                ],
            },
        };
    }
}
