using System.Runtime.InteropServices;

namespace Jmirror.Network.Linux.Ssh;

/// <summary><c>struct ssh_server_callbacks_struct</c> (libssh/callbacks.h, 0.10).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ServerCallbacks
{
    public nuint Size;
    public nint UserData;
    public delegate* unmanaged[Cdecl]<nint, byte*, byte*, nint, int> AuthPassword;
    public nint AuthNone;
    public nint AuthGssapiMic;
    public delegate* unmanaged[Cdecl]<nint, byte*, nint, sbyte, nint, int> AuthPubkey;
    public nint ServiceRequest;
    public delegate* unmanaged[Cdecl]<nint, nint, nint> ChannelOpenRequestSession;
    public delegate* unmanaged[Cdecl]<nint, byte*, int, nint*, nint, nint> GssapiSelectOid;
    public nint GssapiAcceptSecCtx;
    public nint GssapiVerifyMic;
}

/// <summary><c>struct ssh_channel_callbacks_struct</c> (libssh/callbacks.h, 0.10).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ChannelCallbacks
{
    public nuint Size;
    public nint UserData;
    public nint Data;
    public nint Eof;
    public nint Close;
    public nint Signal;
    public nint ExitStatus;
    public nint ExitSignal;
    public nint PtyRequest;
    public nint ShellRequest;
    public nint AuthAgentReq;
    public nint X11Req;
    public nint PtyWindowChange;
    public nint ExecRequest;
    public nint EnvRequest;
    public delegate* unmanaged[Cdecl]<nint, nint, byte*, nint, int> SubsystemRequest;
    public nint WriteWontBlock;
}
