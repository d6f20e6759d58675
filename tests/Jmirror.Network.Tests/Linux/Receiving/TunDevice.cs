using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Jmirror.Network.Tests.Linux.Receiving;

/// <summary>
/// An interface without link header, made in the namespace of the calling thread and gone on disposal. What is
/// written to it arrives at the interface.
/// </summary>
internal sealed class TunDevice : IDisposable
{
    // linux/if_tun.h; struct ifreq has 16 bytes of name, then flags, 40 in all.
    private const uint TUNSETIFF = 0x4004_54ca;
    private const short IFF_TUN_WithoutPacketInformation = 0x1001;
    private const int NameLength = 16;
    private const int IfreqLength = 40;

    private readonly SafeFileHandle _handle;

    public TunDevice(string name)
    {
        Assert.SkipUnless(File.Exists("/dev/net/tun"), "the kernel has no tun interfaces");
        _handle = File.OpenHandle("/dev/net/tun", FileMode.Open, FileAccess.ReadWrite);
        var request = new byte[IfreqLength];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(NameLength), IFF_TUN_WithoutPacketInformation);
        Assert.True(
            ioctl(_handle, TUNSETIFF, request) == 0,
            $"TUNSETIFF: errno {Marshal.GetLastPInvokeError()}"
        );
    }

    public void Write(byte[] packet) => Assert.Equal(packet.Length, write(_handle, packet, packet.Length));

    public void Dispose() => _handle.Dispose();

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ioctl(SafeHandle descriptor, nuint request, byte[] argument);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint write(SafeHandle descriptor, byte[] bytes, nint length);
}
