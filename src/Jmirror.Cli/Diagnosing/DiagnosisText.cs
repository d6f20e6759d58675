namespace Jmirror.Cli.Diagnosing;

/// <summary>A diagnosis for a person.</summary>
internal static class DiagnosisText
{
    public static void Write(Diagnosis diagnosis, TextWriter output)
    {
        output.WriteLine("Privileges");
        foreach (var privilege in diagnosis.Privileges)
            Line(output, privilege.IsHeld, privilege.Name, privilege.Use, null);

        output.WriteLine("Interfaces");
        foreach (var one in diagnosis.Interfaces)
        {
            var link = one.Link;
            var state =
                !link.IsUp ? "down"
                : link.HasCarrier ? "up"
                : "up, no carrier";
            var merges = one.OffloadCure is null ? "" : "; offloads merge captured frames";
            Line(
                output,
                link is { IsUp: true, HasCarrier: true },
                link.Name,
                $"{state}, MTU {link.Mtu}, {Address(one)}{merges}",
                one.OffloadCure
            );
        }

        output.WriteLine($"Engines towards {diagnosis.Target}");
        foreach (var engine in diagnosis.Engines)
            Line(
                output,
                engine.IsAvailable,
                engine.Engine.ToString().ToLowerInvariant(),
                engine.Explanation,
                engine.Cure
            );

        output.WriteLine($"Capture engines, tried on {Diagnosis.CaptureInterface}");
        foreach (var engine in diagnosis.CaptureEngines)
            Line(
                output,
                engine.IsAvailable,
                engine.Engine.ToString().ToLowerInvariant(),
                engine.Explanation,
                engine.Cure
            );
    }

    private static string Address(InterfaceDiagnosis one) => one.Link.Address?.ToString() ?? "no Ethernet";

    private static void Line(TextWriter output, bool isGood, string name, string text, string? cure)
    {
        output.WriteLine($"  {(isGood ? "yes" : "no "), -4} {name, -14} {text}");
        if (cure is not null)
            output.WriteLine($"{"", 22}try: {cure}");
    }
}
