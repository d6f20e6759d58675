using Jmirror.Engine.Registry;
using Jmirror.Protocol.Ip;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Reloading;
using Jmirror.Provisioning.Yaml;
using static Jmirror.Provisioning.Tests.Reloading.ReloadRun;

namespace Jmirror.Provisioning.Tests.Reloading;

/// <summary>A reload changes what differs, and nothing else.</summary>
public class ProvisionerTests
{
    private const string Three =
        Analyzers
        + "mirrors:\n"
        + "  - { trigger: { ipv4: 10.0.0.1 }, analyzer: md1, mirror-id: 1, session-id: 1 }\n"
        + "  - { trigger: { ipv4: 10.0.0.2 }, analyzer: md1, mirror-id: 2, session-id: 1 }\n"
        + "  - { trigger: { username: bob }, analyzer: md1, mirror-id: 3, session-id: 1 }\n"
        + "subscribers:\n"
        + "  - { username: bob, ipv4: 10.0.0.9 }\n"
        + "  - { username: eve, ipv4: 10.0.0.66 }\n";

    [Fact]
    public void Start_TakesInAllMirrorsInOrderThenAllSubscribers()
    {
        var run = new ReloadRun(Three);

        var outcome = run.Provisioner.Start(FileName);

        Assert.Equal(
            (new ChangeCounts(0, 0, 3, 0), new ChangeCounts(0, 0, 2, 0)),
            (outcome.Mirrors, outcome.Subscribers)
        );
        Assert.Equal(["add 1", "add 2", "add 3", "log in 1", "log in 2"], run.Control.Calls);
        Assert.All(
            run.Control.List(0, 10),
            state => Assert.Equal(MirrorOrigin.Configuration, state.Request.Origin)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a remark\n\n")]
    public void Reload_OfTheSameFile_TouchesNothing(string prefix)
    {
        var run = Started(Three);

        var outcome = run.Reload(prefix + Three);

        Assert.Equal(
            (new ChangeCounts(3, 0, 0, 0), new ChangeCounts(2, 0, 0, 0)),
            (outcome.Mirrors, outcome.Subscribers)
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_WithOneMirrorEach_KeptChangedGoneAndNew_DoesJustThat()
    {
        var run = Started(Three);

        var outcome = run.Reload(
            Analyzers
                + "mirrors:\n"
                + Mirror("ipv4: 10.0.0.3", "analyzer: md1, mirror-id: 4, session-id: 1")
                + Mirror("username: bob", "analyzer: md2, mirror-id: 3, session-id: 1")
                + Mirror("ipv4: 10.0.0.1")
                + "subscribers:\n  - { username: bob, ipv4: 10.0.0.9 }\n  - { username: eve, ipv4: 10.0.0.67 }\n"
        );

        Assert.Equal(
            (new ChangeCounts(1, 1, 1, 1), new ChangeCounts(1, 0, 1, 1)),
            (outcome.Mirrors, outcome.Subscribers)
        );
        Assert.Equal(
            ["replace 3", "add 4", "delete 2: no longer in the configuration", "log out 2", "log in 3"],
            run.Control.Calls
        );
        Assert.Equal(new Ipv4Address(0xc000_02c8), run.Control.Show(3)!.Request.Target.Outer.Destination);
    }

    [Theory]
    [InlineData("router: { ttl: 9 }\n")]
    [InlineData("router: { source-address: 192.0.2.7 }\n")]
    public void Reload_WithWhatEveryHeaderHas_ReplacesEveryMirror(string router)
    {
        var run = Started(Three);

        Assert.Equal(new ChangeCounts(0, 3, 0, 0), run.Reload(router + Three).Mirrors);
    }

    [Fact]
    public void Reload_WithAnotherPolicy_ReplacesTheMirrorsThatNameIt()
    {
        string Text(string direction) =>
            Analyzers
            + $"policies: {{ a: {{ analyzer: md1, direction: {direction} }}, b: {{ analyzer: md1 }} }}\nmirrors:\n"
            + Mirror("ipv4: 10.0.0.1", "policy: a, mirror-id: 1, session-id: 1")
            + Mirror("ipv4: 10.0.0.2", "policy: b, mirror-id: 2, session-id: 1");
        var run = Started(Text("both"));

        run.Reload(Text("upstream"));

        Assert.Equal(["replace 1"], run.Control.Calls);
    }

    [Fact]
    public void Reload_OfEqualMirrorsTwice_KeepsAsManyAsThereAre()
    {
        var run = Started(Analyzers + "mirrors:\n" + Mirror("ipv4: 10.0.0.1") + Mirror("ipv4: 10.0.0.1"));

        Assert.Equal(
            new ChangeCounts(1, 0, 0, 1),
            run.Reload(Analyzers + "mirrors:\n" + Mirror("ipv4: 10.0.0.1")).Mirrors
        );
        Assert.Equal(["delete 2: no longer in the configuration"], run.Control.Calls);
    }

    [Fact]
    public void Reload_WithAMistake_ChangesNothingAndTellsItsLine()
    {
        var run = Started(Three);

        var outcome = run.Reload(Analyzers + "mirrors:\n" + Mirror("ipv4: 10.0.0.300"));

        Assert.StartsWith(
            "lab.yaml:3:24: ",
            Assert.Single(outcome.Errors).ToString(),
            StringComparison.Ordinal
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_ThatNeedsARestart_ChangesNothingAndTellsEveryPlace()
    {
        var run = Started(Three);

        var outcome = run.Reload(
            "router:\n  series: e\n  name: other\n"
                + "capture:\n  interfaces: [{ name: eth1 }]\nlearning: { l2tp: false }\n"
                + "api: { socket: none }\nlogging: { level: debug }\n"
                + "analyzers: { md1: { address: 192.0.2.100, port: 6502 } }\n"
        );

        Assert.Equal(
            [
                "lab.yaml:2:3: router series differs from the running one: restart to change it",
                "lab.yaml:3:3: router name differs from the running one: restart to change it",
                "lab.yaml:4:1: capture differs from the running one: restart to change it",
                "lab.yaml:6:1: learning differs from the running one: restart to change it",
                "lab.yaml:7:1: api differs from the running one: restart to change it",
                "lab.yaml:8:1: logging differs from the running one: restart to change it",
            ],
            outcome.Errors.Select(error => error.ToString()),
            StringComparer.Ordinal
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_WithAnAnalyzerThatCannotBeHad_ChangesNothing()
    {
        var run = Started(Three);

        var outcome = run.Reload(
            "analyzers: { unreachable: { address: 192.0.2.9 }, md1: { address: 192.0.2.100 } }\nmirrors:\n"
                + Mirror("ipv4: 10.0.0.4")
                + Mirror("ipv4: 10.0.0.5", "analyzer: unreachable, mirror-id: 1, session-id: 1")
        );

        Assert.Equal(
            "lab.yaml:4:5: the mirror cannot be had: its analyzer port does not exist",
            Assert.Single(outcome.Errors).ToString()
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_WhoseLastMirrorIsRefused_TakesBackAllThatCameBefore()
    {
        var run = Started(Three);
        var before = run.Control.List(0, 10).Select(state => state.Request).ToList();
        run.Control.Refuse = request =>
            request.Target.Handle!.Value.MirrorId == 99 ? "there are too many" : null;

        var outcome = run.Reload(
            Analyzers
                + "mirrors:\n"
                + Mirror("ipv4: 10.0.0.1", "analyzer: md2, mirror-id: 1, session-id: 1")
                + Mirror("ipv4: 10.0.0.7")
                + Mirror("ipv4: 10.0.0.8", "analyzer: md1, mirror-id: 99, session-id: 1")
        );

        Assert.Equal(
            "lab.yaml:5:5: the mirror cannot be had: there are too many",
            Assert.Single(outcome.Errors).ToString()
        );
        Assert.Equal(before, run.Control.List(0, 10).Select(state => state.Request));
        run.Control.Calls.Clear();
        Assert.Equal(new ChangeCounts(3, 0, 0, 0), run.Reload(Three).Mirrors);
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_AfterTheOperatorMeddled_RestoresTheFilesMirrorsAndKeepsTheOperators()
    {
        var run = Started(Three);
        var own = run.Provisioner.Add(Read("trigger: { mac: 02:00:00:00:00:01 }"), NoErrors())!.Value.Number;
        run.Provisioner.Delete(1);
        run.Provisioner.Replace(2, Read("trigger: { ipv4: 10.9.9.9 }"), NoErrors());
        run.Control.Calls.Clear();

        var outcome = run.Reload(Three);

        Assert.Equal(new ChangeCounts(1, 0, 2, 1), outcome.Mirrors);
        Assert.Equal(["add 5", "add 6", "delete 2: no longer in the configuration"], run.Control.Calls);
        Assert.Equal(MirrorOrigin.Operator, run.Control.Show(own)!.Request.Origin);
    }

    [Fact]
    public void Reload_WithAnotherAnalyzerOfTheSameName_CarriesTheOperatorsMirrorsOver()
    {
        var run = Started(Analyzers);
        var own = run.Provisioner.Add(Read("trigger: { ipv4: 10.9.9.9 }"), NoErrors())!.Value.Number;
        run.Control.Calls.Clear();

        run.Reload("analyzers: { md1: { address: 192.0.2.101 } }");

        Assert.Equal([$"replace {own}"], run.Control.Calls);
        var request = run.Control.Show(own)!.Request;
        Assert.Equal(
            (MirrorOrigin.Operator, new Ipv4Address(0xc000_0265)),
            (request.Origin, request.Target.Outer.Destination)
        );
    }

    [Fact]
    public void Reload_WithoutAnAnalyzerThatTheOperatorUses_IsRefused()
    {
        var run = Started(Analyzers);
        run.Provisioner.Add(Read("trigger: { ipv4: 10.9.9.9 }"), NoErrors());
        run.Control.Calls.Clear();

        var outcome = run.Reload("analyzers: { md2: { address: 192.0.2.200 } }");

        Assert.Equal(
            "lab.yaml:1:1: mirror 1, which the operator added, does not fit this file: the mirror names analyzer 'md1', which is not defined: did you mean 'md2'?",
            Assert.Single(outcome.Errors).ToString()
        );
        Assert.Empty(run.Control.Calls);
    }

    [Fact]
    public void Reload_OfManyMirrorsWithOneChanged_TouchesOne()
    {
        string Text(int changed) =>
            Analyzers
            + "mirrors:\n"
            + string.Concat(
                Enumerable
                    .Range(0, 5_000)
                    .Select(i =>
                        Mirror(
                            $"username: u{i}",
                            $"analyzer: md1, mirror-id: 1, session-id: {(i == changed ? 9 : 1)}"
                        )
                    )
            );
        var run = Started(Text(-1));

        run.Reload(Text(777));

        Assert.Equal(["replace 778"], run.Control.Calls);
    }

    private static MirrorConfig Read(string trigger) =>
        Load(
            Analyzers + $"mirrors: [{{ {trigger}, analyzer: md1, mirror-id: 7, session-id: 7 }}]"
        ).Config!.Mirrors[0];

    private static ErrorList NoErrors() => new("body");
}
