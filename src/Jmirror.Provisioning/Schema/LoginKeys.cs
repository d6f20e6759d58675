using System.Text;
using Jmirror.Engine.Subscribers;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Yaml;

namespace Jmirror.Provisioning.Schema;

/// <summary>The keys by which a subscriber logs in.</summary>
internal static class LoginKeys
{
    private const string AtOnce = "it is logged in from the beginning";

    private static readonly Key<SubscriberConfig, bool> Login = new("login", Scalars.Choice(("radius", true)))
    {
        Help =
            "radius: it logs in by the servers under radius when the run begins, obeys their Access-Accept, and is logged "
            + "out when the run ends.",
        Example = "radius",
        AbsentMeans = AtOnce,
        Get = subscriber => subscriber.Login is null ? null : true,
    };

    private static readonly Key<SubscriberConfig, SecretConfig> Password = new(
        "password",
        new SecretKind(RadiusPassword.MaxLength)
    )
    {
        Help = "Password for login: radius, 1 to 128 bytes, or { file: PATH } for a file that holds it.",
        Example = "{ file: /etc/jmirror/camera-7.password }",
        AbsentMeans = AtOnce,
        Get = subscriber => subscriber.Login?.Password,
    };

    private static readonly Key<SubscriberConfig, PasswordMethod> Method = new(
        "password-method",
        Scalars.Choice(("chap", PasswordMethod.Chap), ("pap", PasswordMethod.Pap))
    )
    {
        Help = "How the password travels to the server: chap (CHAP-Password) or pap (User-Password).",
        Example = "chap",
        AbsentMeans = "chap",
        Get = subscriber => subscriber.Login?.Method,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Key<SubscriberConfig>> All => [Login, Password, Method];

    /// <summary>The login that was read; null when there is none.</summary>
    public static LoginConfig? Read(KeyValues<SubscriberConfig> values) =>
        values.Has(Login) && values.Has(Password)
            ? new LoginConfig(values.Get(Password), values.Find(Method) ?? PasswordMethod.Chap)
            : null;

    /// <summary>Notes what is missing for a login, and what is there without one.</summary>
    /// <param name="values">What was read.</param>
    /// <param name="identities">The subscriber's identities.</param>
    /// <param name="errors">Gets the mistakes.</param>
    public static void Check(
        KeyValues<SubscriberConfig> values,
        IReadOnlyList<SubscriberIdentity> identities,
        ErrorList errors
    )
    {
        if (!values.Has(Login))
        {
            foreach (var key in All)
            {
                if (values.Has(key))
                    errors.Add(
                        values.Origin.PositionOf(key.Name),
                        $"{key.Name} is for a login: give the subscriber login: radius beside it, or remove it"
                    );
            }
            return;
        }
        if (!values.Has(Password))
        {
            errors.Add(
                values.Origin.PositionOf(Login.Name),
                "a login needs a password: give the subscriber the key password"
            );
        }
        if (identities.All(identity => identity.Kind != IdentityKind.Username))
        {
            errors.Add(
                values.Origin.PositionOf(Login.Name),
                "nobody logs in without a name: give the subscriber a username"
            );
        }
        foreach (var identity in identities)
        {
            if (Encoding.UTF8.GetByteCount(identity.Value) > RadiusAttributeView.MaxVendorValueLength)
            {
                var name = IdentityNames.Of(identity.Kind);
                errors.Add(
                    values.Origin.PositionOf(name),
                    $"{name} is longer than {RadiusAttributeView.MaxVendorValueLength} bytes and fits no attribute of RADIUS"
                );
            }
        }
    }
}
