namespace Jmirror.Provisioning.Configuration;

/// <summary>How the password of a subscriber travels in the Access-Request.</summary>
public enum PasswordMethod : byte
{
    /// <summary>As CHAP-Password.</summary>
    Chap,

    /// <summary>As User-Password.</summary>
    Pap,
}

/// <summary>How a subscriber logs in by RADIUS.</summary>
/// <param name="Password">Its password.</param>
/// <param name="Method">How the password travels.</param>
public sealed record LoginConfig(SecretConfig Password, PasswordMethod Method);
