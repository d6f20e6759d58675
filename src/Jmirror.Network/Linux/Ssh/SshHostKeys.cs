using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.Ssh.Libssh;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>Makes the keys by which clients know the server again.</summary>
public static unsafe class SshHostKeys
{
    // Old mediation devices know no ed25519.
    private static readonly (string Name, int Type, int Bits)[] Kinds =
    [
        ("ed25519", SSH_KEYTYPE_ED25519, 0),
        ("rsa", SSH_KEYTYPE_RSA, 3072),
    ];

    /// <summary>New keys: their kind, and the private key in PEM.</summary>
    /// <exception cref="SshFrontException">libssh is missing or cannot.</exception>
    public static IReadOnlyList<(string Name, string Pem)> Generate()
    {
        SshFront.ThrowIfNotInstalled();
        return [.. Kinds.Select(kind => (kind.Name, Generate(kind.Type, kind.Bits)))];
    }

    private static string Generate(int type, int bits)
    {
        if (ssh_pki_generate(type, bits, out var key) != SSH_OK)
            throw new SshFrontException("libssh cannot make a host key");
        try
        {
            if (ssh_pki_export_privkey_base64(key, 0, 0, 0, out var text) != SSH_OK)
                throw new SshFrontException("libssh cannot write a host key");
            var pem = Marshal.PtrToStringUTF8((nint)text)!;
            ssh_string_free_char(text);
            return pem;
        }
        finally
        {
            ssh_key_free(key);
        }
    }
}
