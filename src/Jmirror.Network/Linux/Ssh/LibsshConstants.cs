namespace Jmirror.Network.Linux.Ssh;

/// <summary>Constants of libssh 0.10 (libssh/libssh.h, libssh/server.h), under their own names.</summary>
internal static class LibsshConstants
{
    public const int SSH_OK = 0;
    public const int SSH_ERROR = -1;
    public const int SSH_AGAIN = -2;
    public const int SSH_EOF = -127;

    public const int SSH_AUTH_SUCCESS = 0;
    public const int SSH_AUTH_DENIED = 1;

    public const int SSH_AUTH_METHOD_PASSWORD = 0x0002;
    public const int SSH_AUTH_METHOD_PUBLICKEY = 0x0004;

    public const int SSH_PUBLICKEY_STATE_NONE = 0;
    public const int SSH_PUBLICKEY_STATE_VALID = 1;

    public const int SSH_WRITE_PENDING = 0x08;

    public const int SSH_KEYTYPE_UNKNOWN = 0;
    public const int SSH_KEYTYPE_RSA = 2;
    public const int SSH_KEYTYPE_ED25519 = 5;
    public const int SSH_KEY_CMP_PUBLIC = 0;

    public const int SSH_BIND_OPTIONS_IMPORT_KEY = 10;
    public const int SSH_BIND_OPTIONS_KEY_EXCHANGE = 11;
    public const int SSH_BIND_OPTIONS_CIPHERS_C_S = 12;
    public const int SSH_BIND_OPTIONS_CIPHERS_S_C = 13;
    public const int SSH_BIND_OPTIONS_HMAC_C_S = 14;
    public const int SSH_BIND_OPTIONS_HMAC_S_C = 15;
    public const int SSH_BIND_OPTIONS_PUBKEY_ACCEPTED_KEY_TYPES = 17;
    public const int SSH_BIND_OPTIONS_HOSTKEY_ALGORITHMS = 18;
    public const int SSH_BIND_OPTIONS_PROCESS_CONFIG = 19;
    public const int SSH_BIND_OPTIONS_RSA_MIN_SIZE = 21;
}
