using Jmirror.Engine.Impairing;
using Jmirror.Verification.Comparing;

namespace Jmirror.Verification.Verdicts;

/// <summary>Whether of every fault that the sender put into its copies was found what should be.</summary>
internal static class FaultCheck
{
    public static Check Of(FaultAccounts faults)
    {
        var wrong = faults.ByKind().Where(account => account.AsExpected != account.Injected).ToList();
        return new Check(
            "faults",
            $"{faults.Injected} injected, each found as it should be",
            wrong.Count == 0 ? $"{faults.Injected} found" : string.Join("; ", wrong.Select(Sentence)),
            wrong.Count == 0
        );
    }

    private static string Sentence(FaultAccount account)
    {
        var found = account.Otherwise.Select(other => $"{other.Count} {Findings.NameOf(other.Finding)}");
        return $"of {account.Injected} {FaultKinds.NameOf(account.Fault)} were {string.Join(", ", found)}";
    }
}
