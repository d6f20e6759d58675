using Jmirror.Engine.Frames;
using Jmirror.Engine.Subscribers;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Logging;
using Jmirror.Provisioning.Reloading;

namespace Jmirror.Provisioning.Tests.Reloading;

/// <summary>A run whose configuration can be loaded again.</summary>
internal sealed class ReloadRun
{
    public const string FileName = "lab.yaml";
    public const string Analyzers =
        "analyzers: { md1: { address: 192.0.2.100 }, md2: { address: 192.0.2.200 } }\n";

    public ReloadRun(string text)
    {
        Control = new FakeControlPlane(new MirrorLogs(), new Deaf());
        Provisioner = new Provisioner(Load(text).Config!, new CaptureInterfaces(), Control, new FakeWays());
    }

    public FakeControlPlane Control { get; }

    public Provisioner Provisioner { get; }

    /// <summary>A run that has begun, its first calls forgotten.</summary>
    public static ReloadRun Started(string text)
    {
        var run = new ReloadRun(text);
        Assert.Empty(run.Provisioner.Start(FileName).Errors);
        run.Control.Calls.Clear();
        return run;
    }

    public ReloadOutcome Reload(string text) =>
        Provisioner.Reload(ConfigFile.Parse(text, FileName), FileName);

    public static ConfigResult Load(string text)
    {
        var result = ConfigFile.Parse(text, FileName);
        Assert.Empty(result.Errors);
        return result;
    }

    /// <summary>A mirror on an address, on a line of its own.</summary>
    public static string Mirror(string trigger, string rest = "analyzer: md1, mirror-id: 1, session-id: 1") =>
        $"  - {{ trigger: {{ {trigger} }}, {rest} }}\n";

    private sealed class Deaf : ISubscriberObserver
    {
        public void LoggedIn(Subscriber subscriber) { }

        public void Changed(Subscriber subscriber) { }

        public void LoggedOut(Subscriber subscriber, SessionEnd reason) { }
    }
}
