using Jmirror.Engine.Impairing;
using Jmirror.Verification.Comparing;

namespace Jmirror.Verification.Reporting.Sections;

/// <summary>What was found of the faults that the sender put into its copies.</summary>
internal static class FaultSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<FaultAccount> faults)
    {
        if (faults.Count == 0)
            return;
        html.OpenSection("faults", "Injected faults");
        html.Element(
            "p",
            "The sender put these into its copies on purpose. They are not held against the path.",
            "note"
        );
        html.OpenTable(
            "Injected faults",
            new("fault", false),
            new("injected"),
            new("found as it should be"),
            new("found otherwise", false)
        );
        foreach (var account in faults)
        {
            html.Open("tr");
            html.RowHeading(FaultKinds.NameOf(account.Fault));
            html.Number(Quantity.Count(account.Injected));
            html.Number(Quantity.Count(account.AsExpected), isBad: account.AsExpected != account.Injected);
            html.Element("td", OthersOf(account), "wrap");
            html.Close();
        }
        html.CloseTable();
        html.Close();
    }

    private static string OthersOf(FaultAccount account) =>
        string.Join(
            ", ",
            account.Otherwise.Select(other =>
                $"{Quantity.Count(other.Count)} {Findings.NameOf(other.Finding)}"
            )
        );
}
