using Jmirror.Engine.Counting;
using Jmirror.Network.Linux;

namespace Jmirror.Network.Tests.Linux;

public class ErrnoTests
{
    [Theory]
    [InlineData(Errno.ENOBUFS, DropReason.SinkBusy, true)]
    [InlineData(Errno.EAGAIN, DropReason.SinkBusy, true)]
    [InlineData(Errno.EMSGSIZE, DropReason.MessageSize, false)]
    [InlineData(Errno.ENETDOWN, DropReason.LinkDown, false)]
    [InlineData(Errno.ENODEV, DropReason.InterfaceGone, false)]
    [InlineData(Errno.ENXIO, DropReason.InterfaceGone, false)]
    [InlineData(Errno.ENETUNREACH, DropReason.NoRoute, false)]
    [InlineData(Errno.EHOSTUNREACH, DropReason.NoRoute, false)]
    [InlineData(Errno.EPERM, DropReason.NotPermitted, false)]
    [InlineData(Errno.EACCES, DropReason.NotPermitted, false)]
    [InlineData(Errno.ECONNREFUSED, DropReason.Refused, false)]
    [InlineData(Errno.EINVAL, DropReason.SendError, false)]
    public void ToRefusal_KnownError_NamesReasonAndWhetherToRetry(int errno, DropReason reason, bool retry)
    {
        var refusal = Errno.ToRefusal(errno);

        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(retry, refusal.Retry);
    }
}
