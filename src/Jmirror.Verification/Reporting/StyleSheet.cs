namespace Jmirror.Verification.Reporting;

/// <summary>
/// The looks of the report. Blue and orange are told apart by nearly everybody; whatever colour says is also said by
/// shape or word.
/// </summary>
internal static class StyleSheet
{
    public const string Rules = """

        :root {
          --page: #f6f7f9; --card: #ffffff; --text: #16202c; --soft: #536171; --line: #d9dfe6; --grid: #e8ecf0;
          --first: #1d63c4; --second: #c96f00; --second-soft: #f4c588; --good: #187a3f; --good-fill: #e6f5eb; --bad: #c02626; --bad-fill: #fdeaea;
          --shadow: 0 1px 2px rgb(20 30 50 / 8%);
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --page: #11161d; --card: #1a212b; --text: #e6ebf1; --soft: #9fadbd; --line: #303b49; --grid: #27313d;
            --first: #6ea8ff; --second: #f0ab4f; --second-soft: #8a6027; --good: #5cc98a; --good-fill: #17301f; --bad: #ff8181; --bad-fill: #3a1c1f;
            --shadow: none;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; }
        main { max-width: 58rem; margin: 0 auto; padding: 2rem 1rem 3rem; }
        h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; overflow-wrap: anywhere; }
        h2 { font-size: 1.15rem; margin: 0 0 .25rem; }
        h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
        p { margin: 0 0 .75rem; overflow-wrap: anywhere; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: 1.1rem 1.25rem; margin-top: 1.1rem; }
        .lead { color: var(--soft); max-width: 46rem; }
        .note { color: var(--soft); font-size: .9rem; }
        .verdict { display: flex; gap: .9rem; align-items: baseline; border-radius: 10px; border: 1px solid; padding: .8rem 1.1rem; margin: 1.1rem 0; }
        .verdict p { margin: 0; color: var(--text); font-weight: 400; }
        .verdict strong { white-space: nowrap; letter-spacing: .03em; }
        .verdict.good { background: var(--good-fill); color: var(--good); }
        .verdict.bad { background: var(--bad-fill); color: var(--bad); }
        .tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .75rem; margin: 1.1rem 0 0; }
        .tiles.four { grid-template-columns: repeat(4, minmax(0, 1fr)); }
        .tiles div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: var(--shadow); padding: .75rem 1rem; }
        .tiles dt { color: var(--soft); font-size: .85rem; }
        .tiles dd { margin: 0; }
        .tiles .value { font-size: 1.45rem; font-weight: 600; line-height: 1.3; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(5.1rem, 1fr)); gap: .5rem; margin: .6rem 0 0; font-variant-numeric: tabular-nums; }
        .row dt { color: var(--soft); font-size: .85rem; }
        .row dd { margin: 0; font-weight: 600; white-space: nowrap; }
        .facts { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .4rem 1.25rem; margin: .5rem 0 0; }
        .facts dt { color: var(--soft); }
        .facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
        .scroll { overflow-x: auto; margin-top: .5rem; }
        table { border-collapse: collapse; width: 100%; font-size: .9rem; font-variant-numeric: tabular-nums; }
        th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid var(--grid); white-space: nowrap; }
        thead th { color: var(--soft); font-weight: 500; white-space: normal; border-bottom-color: var(--line); vertical-align: bottom; }
        tbody th { font-weight: 400; }
        td.number, th.number { text-align: right; }
        td.wrap { white-space: normal; min-width: 9rem; overflow-wrap: anywhere; }
        tr.sum td, tr.sum th { font-weight: 600; border-top: 1px solid var(--line); }
        .good { color: var(--good); }
        .bad { color: var(--bad); font-weight: 600; }
        details { margin-top: .6rem; }
        summary { cursor: pointer; color: var(--soft); font-size: .9rem; }
        .legend { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; margin: .4rem 0 .3rem; padding: 0; font-size: .9rem; color: var(--soft); }
        .legend .key { display: inline-block; width: 1.6rem; margin-right: .45rem; vertical-align: middle; border-top: 2px solid; }
        .legend .key.sent { border-top-width: 6px; }
        .legend .key.mark { width: auto; border: 0; vertical-align: baseline; }
        .key.received { color: var(--first); } .key.sent { color: var(--second-soft); } .key.lost { color: var(--bad); }
        .key.passed { color: var(--first); } .key.lossy { color: var(--bad); } .key.short { color: var(--second); }
        svg.chart { display: block; width: 100%; height: auto; margin-top: .4rem; overflow: visible; }
        svg.narrow { display: none; }
        svg text { font: 12px system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; fill: var(--soft); font-variant-numeric: tabular-nums; }
        svg .grid { stroke: var(--grid); } svg .axis { stroke: var(--soft); }
        svg .bar { fill: var(--first); }
        svg .line { fill: none; stroke-width: 1.8; stroke-linejoin: round; stroke-linecap: round; }
        svg .line.received, svg .line.curve { stroke: var(--first); }
        svg .line.sent { stroke: var(--second-soft); stroke-width: 6; }
        svg .line.lost { stroke: var(--bad); }
        svg .rule { stroke: var(--soft); stroke-dasharray: 4 3; }
        svg text.rule-label { fill: var(--text); }
        svg .mark { stroke-width: 2; fill: none; }
        svg .mark.passed { stroke: var(--first); fill: var(--first); fill-opacity: .35; }
        svg .mark.lossy { stroke: var(--bad); } svg .mark.short { stroke: var(--second); }
        @media (max-width: 640px) {
          main { padding: 1.1rem .7rem 2rem; }
          section { padding: .9rem .8rem; }
          h1 { font-size: 1.35rem; }
          .verdict { flex-direction: column; gap: .2rem; }
          .tiles, .tiles.four { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
          .tiles div { padding: .6rem .75rem; }
          .tiles .value { font-size: 1.2rem; }
          .facts { grid-template-columns: 1fr; gap: 0; }
          .facts dd { margin-bottom: .5rem; }
          td.wrap { min-width: 4.6rem; }
          th, td { padding: .35rem .35rem; }
          svg.wide { display: none; } svg.narrow { display: block; }
        }
        @media print {
          :root { --page: #ffffff; --shadow: none; }
          body { font-size: 11pt; }
          main { max-width: none; padding: 0; }
          section, .tiles div { break-inside: avoid; }
          section.long { break-inside: auto; }
          tr { break-inside: avoid; }
          thead { display: table-header-group; }
          .scroll { overflow: visible; }
          table { font-size: 8.5pt; }
          th, td { padding: .2rem .35rem; }
          summary { display: none; }
          svg.wide { display: block; } svg.narrow { display: none; }
          svg, .verdict { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;
}
