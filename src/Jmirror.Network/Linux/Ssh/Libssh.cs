using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Ssh;

/// <summary>The functions of libssh that the SSH front calls, under their own names.</summary>
internal static unsafe partial class Libssh
{
    private const string Library = "libssh.so.4";

    [LibraryImport(Library)]
    internal static partial nint ssh_bind_new();

    [LibraryImport(Library)]
    internal static partial int ssh_bind_options_set(nint bind, int option, void* value);

    [LibraryImport(Library)]
    internal static partial int ssh_bind_accept_fd(nint bind, nint session, int descriptor);

    [LibraryImport(Library)]
    internal static partial void ssh_bind_free(nint bind);

    [LibraryImport(Library)]
    internal static partial nint ssh_new();

    [LibraryImport(Library)]
    internal static partial void ssh_free(nint session);

    [LibraryImport(Library)]
    internal static partial void ssh_disconnect(nint session);

    [LibraryImport(Library)]
    internal static partial void ssh_set_blocking(nint session, int blocking);

    [LibraryImport(Library)]
    internal static partial int ssh_is_connected(nint session);

    [LibraryImport(Library)]
    internal static partial int ssh_get_fd(nint session);

    [LibraryImport(Library)]
    internal static partial int ssh_get_poll_flags(nint session);

    [LibraryImport(Library)]
    internal static partial int ssh_handle_key_exchange(nint session);

    [LibraryImport(Library)]
    internal static partial void ssh_set_auth_methods(nint session, int methods);

    [LibraryImport(Library)]
    internal static partial int ssh_set_server_callbacks(nint session, ServerCallbacks* callbacks);

    [LibraryImport(Library)]
    internal static partial nint ssh_event_new();

    [LibraryImport(Library)]
    internal static partial int ssh_event_add_session(nint loop, nint session);

    [LibraryImport(Library)]
    internal static partial int ssh_event_dopoll(nint loop, int milliseconds);

    [LibraryImport(Library)]
    internal static partial void ssh_event_free(nint loop);

    [LibraryImport(Library)]
    internal static partial nint ssh_channel_new(nint session);

    [LibraryImport(Library)]
    internal static partial int ssh_set_channel_callbacks(nint channel, ChannelCallbacks* callbacks);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_poll(nint channel, int isExtended);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_read_nonblocking(
        nint channel,
        byte* destination,
        uint length,
        int isExtended
    );

    [LibraryImport(Library)]
    internal static partial int ssh_channel_write(nint channel, byte* bytes, uint length);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_is_closed(nint channel);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_request_send_exit_status(nint channel, int status);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_send_eof(nint channel);

    [LibraryImport(Library)]
    internal static partial int ssh_channel_close(nint channel);

    [LibraryImport(Library)]
    internal static partial int ssh_key_cmp(nint left, nint right, int what);

    [LibraryImport(Library)]
    internal static partial void ssh_key_free(nint key);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ssh_key_type_from_name(string name);

    [LibraryImport(Library)]
    internal static partial int ssh_pki_generate(int type, int bits, out nint key);

    [LibraryImport(Library)]
    internal static partial int ssh_pki_export_privkey_base64(
        nint key,
        nint passphrase,
        nint ask,
        nint data,
        out byte* text
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ssh_pki_import_privkey_base64(
        string text,
        nint passphrase,
        nint ask,
        nint data,
        out nint key
    );

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ssh_pki_import_pubkey_base64(string text, int type, out nint key);

    [LibraryImport(Library)]
    internal static partial void ssh_string_free_char(byte* text);

    /// <summary>True when the library is installed.</summary>
    internal static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);
}
