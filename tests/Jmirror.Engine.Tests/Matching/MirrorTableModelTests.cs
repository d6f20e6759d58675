using CsCheck;
using Jmirror.Engine.Matching;

namespace Jmirror.Engine.Tests.Matching;

public sealed class MirrorTableModelTests
{
    private const int TablesTried = 20_000;
    private const int HistoriesTried = 8_000;

    private static readonly Gen<Change> Changes = Gen.Select(
        Gen.Enum<ChangeKind>(),
        Gen.Int[0, 1000],
        AnyTable.Definitions,
        (kind, which, definition) => new Change(kind, which, definition)
    );

    private enum ChangeKind
    {
        Add,
        AddAnother,
        Replace,
        Retrigger,
        Remove,
    }

    [Fact]
    public void Match_AnyTableAndPacket_IsWhatTheDocumentsSay() =>
        Gen.Select(
                AnyTable.Definitions.Array[0, 12],
                Gen.Enum<TriggerPrecedence>(),
                AnyTable.Sides,
                AnyTable.Keys.Array[1, 8]
            )
            .Sample(
                (definitions, precedence, sides, keys) =>
                {
                    var table = MirrorTable.Build(definitions, precedence, sides);
                    var model = new NaiveMirrorTable(definitions, precedence, sides);
                    foreach (var key in keys)
                        Assert.Equal(model.Ask(key).ToString(), table.Ask(key).ToString());
                },
                iter: TablesTried
            );

    [Fact]
    public void Match_AfterEachOfAnyChanges_IsAsIfTheTableHadAlwaysBeenSo() =>
        Gen.Select(
                Changes.Array[1, 24],
                Gen.Enum<TriggerPrecedence>(),
                AnyTable.Sides,
                AnyTable.Keys.Array[1, 3]
            )
            .Sample(
                (changes, precedence, sides, keys) =>
                {
                    var table = new MirrorTable(precedence, sides);
                    var live = new List<Mirror>();
                    var model = new List<NaiveMirror>();
                    foreach (var change in changes)
                    {
                        Carry(change, table, live, model);

                        Assert.Equal(live, table.Mirrors);
                        Assert.Equal(live.Count, table.Count);
                        var naive = new NaiveMirrorTable(model, precedence, sides);
                        foreach (var key in keys)
                            Assert.Equal(naive.Ask(key).ToString(), table.Ask(key).ToString());
                    }
                },
                iter: HistoriesTried
            );

    private static void Carry(Change change, MirrorTable table, List<Mirror> live, List<NaiveMirror> model)
    {
        if (live.Count == 0 || change.Kind is ChangeKind.Add or ChangeKind.AddAnother)
        {
            var added = table.Add(change.Definition);
            live.Add(added);
            model.Add(new NaiveMirror(added.Number, change.Definition));
            return;
        }
        var place = change.Which % live.Count;
        switch (change.Kind)
        {
            case ChangeKind.Replace:
                live[place] = table.Replace(live[place], change.Definition);
                model[place] = model[place] with { Definition = change.Definition };
                break;
            case ChangeKind.Retrigger:
                var triggers = change.Definition.Triggers;
                table.Retrigger(live[place], triggers);
                model[place] = model[place] with
                {
                    Definition = model[place].Definition with { Triggers = triggers },
                };
                break;
            default:
                table.Remove(live[place]);
                live.RemoveAt(place);
                model.RemoveAt(place);
                break;
        }
    }

    /// <summary>What is done to the table; <paramref name="Which"/> of the live mirrors, modulo their number.</summary>
    private sealed record Change(ChangeKind Kind, int Which, MirrorDefinition Definition);
}
