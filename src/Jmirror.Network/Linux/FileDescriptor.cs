using Microsoft.Win32.SafeHandles;

namespace Jmirror.Network.Linux;

/// <summary>A file descriptor that is closed when it is let go.</summary>
internal sealed class FileDescriptor() : SafeHandleMinusOneIsInvalid(ownsHandle: true)
{
    protected override bool ReleaseHandle() => Libc.close(handle) == 0;
}
