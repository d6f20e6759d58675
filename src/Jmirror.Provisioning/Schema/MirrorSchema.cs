using Jmirror.Protocol.Mirror;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>An entry of <c>mirrors</c>.</summary>
internal static class MirrorSchema
{
    private const string FromAccountingWord = "from-accounting";

    private static readonly Key<MirrorConfig, TriggerConfig> Trigger = new("trigger", TriggerSchema.Kind)
    {
        Help =
            "What selects the traffic: keys of packets, which must all fit, or one identity of a subscriber, listed here "
            + "or learned at its login.",
        IsRequired = true,
        InStarter = true,
        Get = mirror => mirror.Trigger,
    };

    private static readonly Key<MirrorConfig, string> Analyzer = new("analyzer", Scalars.Text)
    {
        Help = "Name of the analyzer that gets all packets of the trigger.",
        Example = "md1",
        AbsentMeans = "the policy names the analyzer",
        InStarter = true,
        Get = mirror => mirror.Analyzer,
    };

    private static readonly Key<MirrorConfig, string> Policy = new("policy", Scalars.Text)
    {
        Help = "Name of the policy that says which packets are copied, in which form, and to which analyzer.",
        Example = "voip",
        AbsentMeans = "the mirror names the analyzer, and all packets are copied",
        Get = mirror => mirror.Policy,
    };

    private static readonly Key<MirrorConfig, MedDevHandle> Handle = new("handle", HandleKind())
    {
        Help =
            "Med-Dev-Handle, hexadecimal: 16 digits hold mirror id and session id, 8 digits that begin with 4 to 7 hold "
            + "the mirror id, and the session id comes from accounting.",
        Example = "0x0000030000000090",
        AbsentMeans = "mirror-id and session-id say it, or there is no header",
        InStarter = true,
        // Effective values name the two ids.
        Get = _ => null,
    };

    private static readonly Key<MirrorConfig, uint> MirrorId = new(
        "mirror-id",
        Scalars.Number("a mirror id", 0u, MirrorHeader.MaxMirrorId)
    )
    {
        Help = "Mirror id in the header, 30 bits; with session-id, in place of handle.",
        Example = "768",
        AbsentMeans = "handle says it, or there is no header",
        Get = mirror => mirror.Handle?.MirrorId,
    };

    private static readonly Key<MirrorConfig, SessionIdConfig> SessionId = new("session-id", SessionIdKind())
    {
        Help =
            "Session id in the header, 32 bits, or from-accounting: the low 32 bits of the subscriber's acct-session-id.",
        Example = "144",
        AbsentMeans = "handle says it, or there is no header",
        Get = mirror => mirror.Handle is { } handle ? new SessionIdConfig(handle.SessionId) : null,
    };

    private static readonly Key<MirrorConfig, bool> Header = new("header", Scalars.Choice(("none", true)))
    {
        Help = "none: bare copies of IP packets, as an E Series router sends them from its analyzer port.",
        Example = "none",
        AbsentMeans =
            "MX Series always has a header, E Series when the mirror has a handle and its analyzer a port",
        Get = mirror => mirror.IsBare ? true : null,
    };

    /// <summary>The entry.</summary>
    public static readonly MappingKind<MirrorConfig> Kind = new(
        "a mirror",
        [Trigger, Analyzer, Policy, Handle, MirrorId, SessionId, Header],
        values => new MirrorConfig
        {
            Trigger = values.Has(Trigger) ? values.Get(Trigger) : new TriggerConfig(),
            Analyzer = values.Find(Analyzer),
            Policy = values.Find(Policy),
            Handle = values.Find(Handle) ?? IdsOf(values),
            IsBare = values.Has(Header),
            Origin = values
                .Origin.Inherit(MirrorId.Name, values.Origin.Find(Handle.Name))
                .Inherit(SessionId.Name, values.Origin.Find(Handle.Name)),
        }
    )
    {
        OriginOf = mirror => mirror.Origin,
        Check = Check,
    };

    private static MedDevHandle? IdsOf(KeyValues<MirrorConfig> values) =>
        values.Find(MirrorId) is { } mirrorId
            ? new MedDevHandle(mirrorId, values.Get(SessionId).Number)
            : null;

    private static void Check(KeyValues<MirrorConfig> values, ErrorList errors)
    {
        if (values.Has(Analyzer) && values.Has(Policy))
        {
            errors.Add(
                values.Origin.PositionOf(Analyzer.Name),
                "a mirror has an analyzer or a policy, and a policy has its own analyzer: remove one of the two keys"
            );
        }
        else if (!values.Has(Analyzer) && !values.Has(Policy))
        {
            errors.Add(
                values.Origin.Position,
                "the mirror leads nowhere: give it the key analyzer or policy"
            );
        }
        CheckHeader(values, errors);
    }

    private static void CheckHeader(KeyValues<MirrorConfig> values, ErrorList errors)
    {
        Key<MirrorConfig>? ids =
            values.Has(MirrorId) ? MirrorId
            : values.Has(SessionId) ? SessionId
            : null;
        var header = values.Has(Handle) ? Handle : ids;
        if (values.Has(Header) && header is not null)
        {
            errors.Add(
                values.Origin.PositionOf(Header.Name),
                $"header: none contradicts {header.Name}: remove one of the two keys"
            );
        }
        else if (values.Has(Handle) && ids is not null)
        {
            errors.Add(
                values.Origin.PositionOf(ids.Name),
                $"the handle says the {ids.Name} already: remove one of the two keys"
            );
        }
        else if (ids is not null && !values.Has(SessionId))
        {
            errors.Add(
                values.Origin.PositionOf(MirrorId.Name),
                $"mirror-id needs session-id beside it: a number, or {FromAccountingWord}"
            );
        }
        else if (ids is not null && !values.Has(MirrorId))
        {
            errors.Add(values.Origin.PositionOf(SessionId.Name), "session-id needs mirror-id beside it");
        }
    }

    private static ScalarKind<MedDevHandle> HandleKind() =>
        new(
            "a handle of 8 or 16 hexadecimal digits",
            static (text, out value) =>
                MedDevHandle.TryParse(text, out value) switch
                {
                    HandleFault.None => null,
                    HandleFault.NotHexadecimal => "is not hexadecimal: a handle has 8 or 16 digits 0 to f",
                    HandleFault.WrongLength => "is neither 8 nor 16 hexadecimal digits long",
                    HandleFault.UndefinedVersion =>
                        "begins with version bits 2 or 3, which no document defines: the first digit is 0 to 3 (16 digits) or 4 to 7 (8 digits)",
                    _ => "contradicts its version bits: 16 digits begin with 0 to 3, 8 digits with 4 to 7",
                },
            static value => value.ToString(),
            JsonForm.Number(0, ulong.MaxValue, pattern: "^(0[xX])?([0-9a-fA-F]{8}|[0-9a-fA-F]{16})$")
        );

    private static ScalarKind<SessionIdConfig> SessionIdKind()
    {
        var range = $"0 to {uint.MaxValue}, or {FromAccountingWord}";
        return new ScalarKind<SessionIdConfig>(
            $"a session id, {range}",
            (text, out value) =>
            {
                value = default;
                if (text.Equals(FromAccountingWord, StringComparison.Ordinal))
                    return null;
                if (!Numbers.IsNumber(text))
                    return $"is not a session id: it is {range}";
                if (!Numbers.TryParse(text, out uint number))
                    return $"is out of range: a session id is {range}";
                value = new SessionIdConfig(number);
                return null;
            },
            static value => value.Number is { } number ? $"{number}" : FromAccountingWord,
            JsonForm.Number(0, uint.MaxValue, [FromAccountingWord])
        );
    }

    /// <summary>What stands behind <c>session-id</c>: a number, or null for from-accounting.</summary>
    private readonly record struct SessionIdConfig(uint? Number);
}
