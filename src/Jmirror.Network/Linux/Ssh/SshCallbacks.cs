using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Jmirror.Network.Linux.Ssh.LibsshConstants;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>What libssh calls. No exception may leave these: each failure is a refusal.</summary>
internal static unsafe class SshCallbacks
{
    private const int Granted = 0;
    private const int Refused = 1;

    /// <summary>Callbacks of a session; to be freed after it.</summary>
    /// <param name="connection">Handle of the <see cref="SshConnection"/>.</param>
    public static ServerCallbacks* NewServerCallbacks(nint connection)
    {
        var callbacks = (ServerCallbacks*)NativeMemory.AllocZeroed((nuint)sizeof(ServerCallbacks));
        callbacks->Size = (nuint)sizeof(ServerCallbacks);
        callbacks->UserData = connection;
        callbacks->AuthPassword = &AuthPassword;
        callbacks->AuthPubkey = &AuthPubkey;
        callbacks->ChannelOpenRequestSession = &ChannelOpen;
        callbacks->GssapiSelectOid = &GssapiSelectOid;
        return callbacks;
    }

    /// <summary>Callbacks of a channel, likewise. Requests without a callback libssh refuses.</summary>
    public static ChannelCallbacks* NewChannelCallbacks(nint connection)
    {
        var callbacks = (ChannelCallbacks*)NativeMemory.AllocZeroed((nuint)sizeof(ChannelCallbacks));
        callbacks->Size = (nuint)sizeof(ChannelCallbacks);
        callbacks->UserData = connection;
        callbacks->SubsystemRequest = &SubsystemRequest;
        return callbacks;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AuthPassword(nint session, byte* user, byte* password, nint connection) =>
        Guarded(() => Of(connection).Login.TryPassword(Text(user), Text(password)))
            ? SSH_AUTH_SUCCESS
            : SSH_AUTH_DENIED;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int AuthPubkey(nint session, byte* user, nint key, sbyte state, nint connection) =>
        Guarded(() => Of(connection).Login.TryKey(Text(user), key, state))
            ? SSH_AUTH_SUCCESS
            : SSH_AUTH_DENIED;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint ChannelOpen(nint session, nint connection) =>
        Guarded(() => Of(connection).OpenChannel() != 0) ? Of(connection).Channel : 0;

    // Without this libssh enters Kerberos code before login, even though the method is not offered.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint GssapiSelectOid(nint session, byte* user, int count, nint* oids, nint connection) =>
        0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SubsystemRequest(nint session, nint channel, byte* name, nint connection) =>
        Guarded(() => Of(connection).OpenSubsystem(Text(name))) ? Granted : Refused;

    private static bool Guarded(Func<bool> callback)
    {
        try
        {
            return callback();
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static SshConnection Of(nint handle) => (SshConnection)GCHandle.FromIntPtr(handle).Target!;

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
