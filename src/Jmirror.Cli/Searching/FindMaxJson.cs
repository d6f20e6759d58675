using System.Text.Json;
using Jmirror.Cli.Output;
using Jmirror.Verification.Searching;

namespace Jmirror.Cli.Searching;

/// <summary>The result of a search as one JSON document; its names are a contract with scripts.</summary>
internal static class FindMaxJson
{
    public static void Write(FindMaxResult result, TextWriter destination) =>
        SummaryJson.WriteDocument(destination, json => Write(result, json));

    private static void Write(FindMaxResult result, Utf8JsonWriter json)
    {
        var search = result.Search;
        json.WriteStartObject();
        json.WriteString("command", "find-max");
        SummaryJson.WriteStrings(json, "inputs", [.. result.Inputs]);
        SummaryJson.WriteStrings(json, "outputs", result.Outputs);
        json.WriteString("receiver", result.Receiver);

        json.WriteStartObject("found");
        SummaryJson.WriteRounded(json, "pps", search.FoundPps);
        SummaryJson.WriteRounded(json, "mbps", result.FoundMbps);
        SummaryJson.WriteRounded(json, "wantedPps", search.WantedPps);
        json.WriteBoolean("confirmed", search.IsConfirmed);
        json.WriteString("stopReason", WordOf(search.StopReason));
        json.WriteString("conclusion", search.Conclusion);
        json.WriteEndObject();

        WriteSettings(result, json);
        json.WriteStartArray("trials");
        for (var i = 0; i < search.Trials.Count; i++)
            WriteTrial(search.Trials[i], result.DroppedByReceiver[i], json);
        json.WriteEndArray();

        SummaryJson.WriteCounters(result.Counters, json);
        SummaryJson.WriteMirrors(result.Mirrors, json);
        SummaryJson.WriteStrings(json, "problems", result.Problems);
        json.WriteNumber("durationSeconds", Math.Round(result.Duration.TotalSeconds, 6));
        json.WriteEndObject();
    }

    private static void WriteSettings(FindMaxResult result, Utf8JsonWriter json)
    {
        var settings = result.Search.Settings;
        json.WriteStartObject("settings");
        json.WriteNumber("fromPps", settings.MinPps);
        json.WriteNumber("toPps", settings.MaxPps);
        json.WriteNumber("tolerancePercent", settings.Tolerance * 100);
        json.WriteNumber("maxLossPercent", settings.AllowedLoss * 100);
        json.WriteNumber("confirmations", settings.Confirmations);
        json.WriteNumber("trialSeconds", settings.TrialDuration.TotalSeconds);
        json.WriteNumber("confirmationSeconds", settings.ConfirmationDuration.TotalSeconds);
        json.WriteNumber("settleSeconds", result.Settings.Settle.TotalSeconds);
        json.WriteEndObject();
    }

    private static void WriteTrial(Trial trial, long droppedByReceiver, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("number", trial.Request.Number);
        json.WriteString("purpose", WordOf(trial.Request.Purpose));
        json.WriteNumber("wantedPps", trial.Request.Pps);
        SummaryJson.WriteRounded(json, "achievedPps", trial.Result.AchievedPps);
        json.WriteNumber("seconds", trial.Request.Duration.TotalSeconds);
        json.WriteNumber("sent", trial.Result.Sent);
        json.WriteNumber("received", trial.Result.Received);
        json.WriteNumber("lost", trial.Lost);
        SummaryJson.WriteRounded(json, "lostPercent", trial.LossFraction * 100);
        json.WriteNumber("droppedByReceiver", droppedByReceiver);
        json.WriteString("outcome", WordOf(trial.Outcome));
        json.WriteEndObject();
    }

    private static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName($"{value}");
}
