using static Jmirror.Network.Linux.Ssh.Libssh;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>Whom one client claims to be, and with which right.</summary>
internal sealed class SshLogin(SshFrontSettings settings)
{
    private int _refused;

    /// <summary>Who logged in; null until somebody has.</summary>
    public string? User { get; private set; }

    /// <summary>True when it was tried too often.</summary>
    public bool HasFailed => _refused >= settings.MostTries;

    /// <summary>Tries a password.</summary>
    public bool TryPassword(string user, string password)
    {
        if (!HasFailed && settings.IsPassword(user, password))
            User = user;
        else
            _refused++;
        return User is not null;
    }

    /// <summary>Tries a key. Without a signature it is only asked whether the key would do.</summary>
    public bool TryKey(string user, nint key, int signatureState)
    {
        var isKnown =
            !HasFailed
            && settings.AuthorizedKeys.TryGetValue(user, out var lines)
            && lines.Any(line => IsSame(line, key));
        if (isKnown && signatureState == SSH_PUBLICKEY_STATE_NONE)
            return true;
        if (isKnown && signatureState == SSH_PUBLICKEY_STATE_VALID)
            User = user;
        else
            _refused++;
        return User is not null;
    }

    private static bool IsSame(string line, nint key)
    {
        if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var name, var text, ..])
            return false;
        var type = ssh_key_type_from_name(name);
        if (type == SSH_KEYTYPE_UNKNOWN || ssh_pki_import_pubkey_base64(text, type, out var known) != SSH_OK)
            return false;
        var isSame = ssh_key_cmp(known, key, SSH_KEY_CMP_PUBLIC) == 0;
        ssh_key_free(known);
        return isSame;
    }
}
