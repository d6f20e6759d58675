using System.Text;
using static Jmirror.Network.Linux.Ssh.Libssh;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>What all sessions of the server share: host keys and algorithms. For one thread.</summary>
internal sealed unsafe class SshBind : IDisposable
{
    // libssh before 0.10.6-0+deb12u3 did not check the tag of AES-GCM (CVE-2026-59847), and its version number does
    // not tell. Hence no GCM, ever.
    private const string Ciphers = "chacha20-poly1305@openssh.com,aes256-ctr,aes128-ctr";
    private const string Macs =
        "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512";

    // libssh 0.10 does not check the peer's value of finite-field groups as later ones do.
    private const string KeyExchange =
        "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521";
    private const string HostKeyAlgorithms = "ssh-ed25519,rsa-sha2-512,rsa-sha2-256";
    private const string UserKeyAlgorithms =
        "ssh-ed25519,ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521,rsa-sha2-512,rsa-sha2-256";
    private const int LeastRsaBits = 2048;

    private readonly nint _bind = ssh_bind_new();

    public SshBind(IReadOnlyList<string> hostKeys)
    {
        // Otherwise /etc/ssh/libssh_server_config has its say.
        var processConfig = (byte)0;
        Set(SSH_BIND_OPTIONS_PROCESS_CONFIG, &processConfig);
        Set(SSH_BIND_OPTIONS_CIPHERS_C_S, Ciphers);
        Set(SSH_BIND_OPTIONS_CIPHERS_S_C, Ciphers);
        Set(SSH_BIND_OPTIONS_HMAC_C_S, Macs);
        Set(SSH_BIND_OPTIONS_HMAC_S_C, Macs);
        Set(SSH_BIND_OPTIONS_KEY_EXCHANGE, KeyExchange);
        foreach (var pem in hostKeys)
        {
            if (ssh_pki_import_privkey_base64(pem, 0, 0, 0, out var key) != SSH_OK)
                throw new SshFrontException(
                    "a host key cannot be read: remove its file, and a new one is made"
                );
            // The bind frees it.
            Set(SSH_BIND_OPTIONS_IMPORT_KEY, (void*)key);
        }
        Set(SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS, HostKeyAlgorithms);
        Set(SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES, UserKeyAlgorithms);
        var bits = LeastRsaBits;
        Set(SSH_BIND_OPTIONS_RSA_MIN_SIZE, &bits);
    }

    /// <summary>Gives a session its socket and all that is shared; false when it cannot.</summary>
    public bool TryAccept(nint session, int descriptor) =>
        ssh_bind_accept_fd(_bind, session, descriptor) == SSH_OK;

    public void Dispose() => ssh_bind_free(_bind);

    private void Set(int option, string value)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(value + '\0'))
            Set(option, text);
    }

    private void Set(int option, void* value)
    {
        if (ssh_bind_options_set(_bind, option, value) != SSH_OK)
            throw new SshFrontException($"libssh refuses its option {option}: it may be too old");
    }
}
