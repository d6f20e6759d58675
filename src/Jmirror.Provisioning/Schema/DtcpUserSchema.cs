using System.Buffers.Text;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Dtcp;

namespace Jmirror.Provisioning.Schema;

/// <summary>The users of the section <c>dtcp</c>.</summary>
internal static class DtcpUserSchema
{
    private static readonly string[] KeyTypes =
    [
        "ssh-ed25519",
        "ssh-rsa",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
    ];

    private static readonly ScalarKind<string> Hash = new(
        "a password hash as `jmirror dtcp password` prints it",
        static (text, out value) =>
        {
            value = text;
            return PasswordHash.TryParse(text, out _) ? null : "is none";
        },
        static value => value,
        JsonForm.Pattern(@"^\$pbkdf2-sha512\$i=[0-9]+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$")
    );

    private static readonly ScalarKind<string> PublicKey = new(
        "a public key as it stands in authorized_keys",
        static (text, out value) =>
        {
            value = text;
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return
                words.Length >= 2
                && KeyTypes.Contains(words[0], StringComparer.Ordinal)
                && Base64.IsValid(words[1])
                ? null
                : $"is no public key: write type and key, for example 'ssh-ed25519 AAAA...'; types are {string.Join(", ", KeyTypes)}";
        },
        static value => value,
        JsonForm.Text
    );

    private static readonly Key<DtcpUserConfig, string> PasswordHashKey = new(
        "password-hash",
        new HiddenTextKind(Hash)
    )
    {
        Help = "Hash of the password: what `jmirror dtcp password` prints.",
        Example =
            "$pbkdf2-sha512$i=210000$AAECAwQFBgcICQoLDA0ODw$onYuxGQHOhxOj"
            + "BJ5/aik6V5xmuJpiubogTzAuMIdIG95u680D9GgrJ0TpCPzY1ASOy2P4j62f0Zjiz75nzgLFQ",
        AbsentMeans = "no login by password",
        Get = user => user.PasswordHash,
    };

    private static readonly Key<DtcpUserConfig, ConfigList<string>> AuthorizedKeys = new(
        "authorized-keys",
        new OneOrManyKind<string>(PublicKey, PublicKey.ToYaml)
    )
    {
        Help = "Public keys of the user, each as it stands in authorized_keys.",
        Example = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJxdwzMWxc7m4zUmAWJ1CSoDfrRyKkwXR0aMpC0lWZm6 md1",
        AbsentMeans = "no login by public key",
        InStarter = true,
        Get = user => user.AuthorizedKeys.Count > 0 ? user.AuthorizedKeys : null,
    };

    private static readonly MappingKind<DtcpUserConfig> Body = new(
        "a user",
        [PasswordHashKey, AuthorizedKeys],
        values => new DtcpUserConfig
        {
            Name = "",
            PasswordHash = values.Find(PasswordHashKey),
            AuthorizedKeys = values.List(AuthorizedKeys),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = user => user.Origin,
        TellsAbsence = true,
    };

    /// <summary>Users by name.</summary>
    public static readonly NamedKind<DtcpUserConfig> Kind = new(
        Body,
        user => user.Name,
        (user, name) => user with { Name = name },
        "li-user"
    );
}
