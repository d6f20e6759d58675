using System.Net;
using Jmirror.Testing;

namespace Jmirror.Provisioning.Tests.Radius;

/// <summary>FreeRADIUS's client.</summary>
internal static class Radclient
{
    /// <summary>The four mirroring attributes as radclient's dictionary names them.</summary>
    public const string Start =
        "ERX-LI-Action = 1, ERX-Med-Dev-Handle = 0x0000030000000090, "
        + "ERX-Med-Ip-Address = 192.0.2.100, ERX-Med-Port-Number = 30030";

    /// <summary>Sends one request; see <see cref="RadclientOutput.AnswerOf"/>.</summary>
    public static string Send(IPEndPoint server, string kind, string attributes, string secret = "testing123")
    {
        var (output, _) = Run(["-x", "-r", "1", "-t", "1", $"{server}", kind, secret], attributes);
        return RadclientOutput.AnswerOf(output);
    }

    /// <summary>Sends many requests, so many at a time; returns radclient's summary.</summary>
    public static string SendMany(IPEndPoint server, int parallel, string requests)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("requests.txt", requests);
        return Run(
            [
                "-q",
                "-s",
                "-p",
                $"{parallel}",
                "-f",
                file,
                "-r",
                "10",
                "-t",
                "2",
                $"{server}",
                "coa",
                "testing123",
            ],
            ""
        ).Output;
    }

    private static (string Output, string Error) Run(IReadOnlyList<string> arguments, string input)
    {
        var path = Tool.Find("radclient");
        Assert.SkipUnless(path is not null, "radclient is not installed");
        var result = Tool.RunAny(path, arguments, input);
        return (result.Output, result.Error);
    }
}
