using System.ComponentModel;
using Jmirror.Engine.Counting;
using Jmirror.Engine.Datagrams;

namespace Jmirror.Network.Linux;

/// <summary>Error numbers (asm-generic/errno.h) and what they mean for a datagram.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int EINTR = 4;
    public const int ENXIO = 6;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int ENODEV = 19;
    public const int EINVAL = 22;
    public const int EMSGSIZE = 90;
    public const int EADDRINUSE = 98;
    public const int EADDRNOTAVAIL = 99;
    public const int ENETDOWN = 100;
    public const int ENETUNREACH = 101;
    public const int ENOBUFS = 105;
    public const int ECONNREFUSED = 111;
    public const int EHOSTUNREACH = 113;

    /// <summary>The refusal that an error of the way out stands for.</summary>
    public static SendRefusal ToRefusal(int errno) =>
        errno switch
        {
            ENOBUFS or EAGAIN or EBUSY or EINTR or ENOMEM => new(DropReason.SinkBusy, Retry: true),
            EMSGSIZE => new(DropReason.MessageSize, Retry: false),
            ENETDOWN => new(DropReason.LinkDown, Retry: false),
            ENODEV or ENXIO => new(DropReason.InterfaceGone, Retry: false),
            ENETUNREACH or EHOSTUNREACH => new(DropReason.NoRoute, Retry: false),
            EPERM or EACCES => new(DropReason.NotPermitted, Retry: false),
            ECONNREFUSED => new(DropReason.Refused, Retry: false),
            _ => new(DropReason.SendError, Retry: false),
        };

    /// <summary>The C library's text for an error number.</summary>
    public static string Describe(int errno) => new Win32Exception(errno).Message;
}
