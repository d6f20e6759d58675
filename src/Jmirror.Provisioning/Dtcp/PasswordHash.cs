using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>
/// Hash of a password, written <c>$pbkdf2-sha512$i=210000$salt$hash</c>: PBKDF2 (RFC 8018) with HMAC-SHA512; salt and
/// hash in base64 without padding.
/// </summary>
public sealed class PasswordHash
{
    /// <summary>Length of the salt, bytes.</summary>
    public const int SaltLength = 16;

    /// <summary>What OWASP recommends for PBKDF2 with SHA-512 (Password Storage Cheat Sheet, 2023).</summary>
    public const int UsualIterations = 210_000;

    private const string Name = "pbkdf2-sha512";
    private const string IterationsMark = "i=";
    private const int HashLength = 64;
    private const int LeastSalt = 8;
    private const int LeastHash = 16;

    // A hash that takes minutes to check would lock out everybody.
    private const int MostIterations = 10_000_000;

    private readonly int _iterations;
    private readonly byte[] _salt;
    private readonly byte[] _hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash)
    {
        _iterations = iterations;
        _salt = salt;
        _hash = hash;
    }

    /// <summary>Hashes a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="salt">Random bytes, <see cref="SaltLength"/> of them.</param>
    /// <param name="iterations">How much work checking is to be.</param>
    public static PasswordHash Create(string password, byte[] salt, int iterations = UsualIterations) =>
        new(iterations, salt, Hash(password, salt, iterations, HashLength));

    /// <summary>Reads the written form.</summary>
    public static bool TryParse(string text, out PasswordHash? hash)
    {
        hash = null;
        if (text.Split('$') is not ["", Name, ['i', '=', .. var count], var salt, var digest])
            return false;
        if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var iterations))
            return false;
        if (iterations is < 1 or > MostIterations)
            return false;
        if (
            !TryDecode(salt, LeastSalt, out var saltBytes) || !TryDecode(digest, LeastHash, out var hashBytes)
        )
            return false;
        hash = new PasswordHash(iterations, saltBytes, hashBytes);
        return true;
    }

    /// <summary>True for the password that was hashed. Takes as long whatever the password.</summary>
    public bool Verifies(string password) =>
        CryptographicOperations.FixedTimeEquals(_hash, Hash(password, _salt, _iterations, _hash.Length));

    /// <summary>The written form.</summary>
    public override string ToString() =>
        $"${Name}${IterationsMark}{_iterations}${Encode(_salt)}${Encode(_hash)}";

    private static byte[] Hash(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            salt,
            iterations,
            HashAlgorithmName.SHA512,
            length
        );

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, int least, out byte[] bytes)
    {
        bytes = new byte[text.Length];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        if (!Convert.TryFromBase64String(padded, bytes, out var length) || length is < 1 or > HashLength)
            return false;
        bytes = bytes[..length];
        return length >= least;
    }
}
