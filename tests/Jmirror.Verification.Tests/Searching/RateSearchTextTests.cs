using Jmirror.Verification.Searching;

namespace Jmirror.Verification.Tests.Searching;

public sealed class RateSearchTextTests
{
    private static readonly RateSearchSettings Settings = new()
    {
        MinPps = 1_000,
        MaxPps = 1_000_000,
        Tolerance = 0.2,
        Confirmations = 1,
        TrialDuration = TimeSpan.FromSeconds(1),
        ConfirmationDuration = TimeSpan.FromSeconds(1),
    };

    [Fact]
    public void WriteResult_BelowTheRows_PrintsPlotAndConclusion()
    {
        var text = new StringWriter();
        var report = new SimulatedPath { Limit = 500_000 }.Search(Settings);
        text.WriteLine(RateSearchText.Heading);
        foreach (var trial in report.Trials)
            text.WriteLine(RateSearchText.Row(trial));
        RateSearchText.WriteResult(report, text);
        Assert.Equal(
            """
            trial  for            wanted      achieved            sent            lost          loss  outcome
                1  search         1 kpps        1 kpps           1 000               0           0 %  passed
                2  search         1 Mpps        1 Mpps       1 000 000         500 000          50 %  lossy
                3  search     31.62 kpps    31.62 kpps          31 623               0           0 %  passed
                4  search     177.8 kpps    177.8 kpps         177 829               0           0 %  passed
                5  search     421.7 kpps    421.7 kpps         421 698               0           0 %  passed
                6  search     649.4 kpps    649.4 kpps         649 383         149 383          23 %  lossy
                7  search     523.3 kpps    523.3 kpps         523 301          23 301       4.453 %  lossy
                8  recheck    523.3 kpps    523.3 kpps         523 301          23 301       4.453 %  lossy
                9  confirm    421.7 kpps    421.7 kpps         421 698               0           0 %  passed

                    50 % |                                                            x
                         |
                         |
                         |
                         |                                                        x
                         |
                         |
                         |                                                      x
                     0 % |o                             o              o       o
                    loss +-------------------------------------------------------------
                          1 kpps                                                 1 Mpps
                          offered rate (log)   o passed   x lossy   s sender too slow
            The path carries 421.7 kpps without loss; it loses packets just above.
            """,
            text.ToString().TrimEnd('\n')
        );
    }

    [Fact]
    public void WriteResult_NoTrialYet_PrintsNoPlot()
    {
        var text = new StringWriter();
        RateSearchText.WriteResult(new RateSearch(Settings).Report(), text);
        Assert.DoesNotContain('|', text.ToString());
        Assert.EndsWith("No rate has passed.\n", text.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WritePlot_SenderFallsShort_IsMarked()
    {
        var text = new StringWriter();
        RateSearchText.WritePlot(new SimulatedPath { SenderLimit = 30_000 }.Search(Settings), text);
        Assert.Contains(
            text.ToString().Split('\n'),
            line => line.StartsWith("         0 % |o", StringComparison.Ordinal) && line.Contains('s')
        );
    }

    [Fact]
    public void Row_ResultThatIsNotANumber_IsPrinted() =>
        Assert.Contains(
            "NaN pps",
            RateSearchText.Row(
                new Trial(
                    new TrialRequest(1, 1_000, TimeSpan.FromSeconds(1), TrialPurpose.Search),
                    new TrialResult(0, 0, double.NaN),
                    TrialOutcome.SenderShort
                )
            ),
            StringComparison.Ordinal
        );
}
