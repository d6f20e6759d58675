using System.Text.Json;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Cli.Dtcp;

/// <summary>Sends one request through the system's ssh and shows the answer.</summary>
internal static class DtcpRequestRun
{
    // A router with a thousand triggers lists half a megabyte.
    private const int LongestAnswer = 64 << 20;

    // Requests that the router does not trust it never answers.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static int Execute(DtcpRequestSettings settings, byte[] request, Terminal terminal)
    {
        if (settings.Print)
        {
            terminal.OutBytes.Write(request);
            return ExitCode.Success;
        }
        var answer = Send(settings, request);
        var isAuthentic = answer.Message.IsAuthentic(settings.Key);
        if (!isAuthentic)
            terminal.Error.WriteLine(
                "jmirror: the answer's Authentication-Info is wrong: is --key the router's?"
            );
        Show(answer, settings.Json ? terminal.Error : terminal.Out);
        if (settings.Json)
            WriteJson(answer, isAuthentic, terminal.OutBytes);
        return answer.Code == (int)DtcpStatus.Ok && isAuthentic ? ExitCode.Success : ExitCode.CheckFailed;
    }

    private static DtcpAnswer Send(DtcpRequestSettings settings, byte[] request)
    {
        var client = new SshClient(
            settings.Router,
            settings.Port,
            settings.User,
            settings.Subsystem,
            settings.SshOptions
        );
        try
        {
            using var ssh = client.Start(readsErrors: false);
            var reading = Task.Run(() => ReadAnswer(ssh.StandardOutput.BaseStream));
            ssh.StandardInput.BaseStream.Write(request);
            ssh.StandardInput.BaseStream.Flush();
            var isInTime = reading.Wait(Patience);
            ssh.StandardInput.Close();
            if (!isInTime)
                ssh.Kill();
            ssh.WaitForExit();
            if (isInTime && reading.Result is { } answer)
                return answer;
            throw isInTime
                ? new CommandException(
                    $"ssh ended with {ssh.ExitCode} before an answer came",
                    ExitCode.Environment
                )
                : new CommandException(
                    $"no answer within {Patience.TotalSeconds:0} s: the router may not trust the request",
                    ExitCode.CheckFailed
                );
        }
        catch (IOException failure)
        {
            throw new CommandException($"ssh takes no request: {failure.Message}", ExitCode.Environment);
        }
    }

    private static DtcpAnswer? ReadAnswer(Stream stream)
    {
        var reader = new DtcpReader(DtcpReader.UsualLongestLine, LongestAnswer);
        var chunk = new byte[16 << 10];
        while (stream.Read(chunk) is > 0 and var length)
        {
            reader.Append(chunk.AsSpan(0, length));
            switch (reader.TryRead(out var message))
            {
                case DtcpReading.Message when DtcpAnswer.TryRead(message!, out var answer):
                    return answer;
                case DtcpReading.Incomplete:
                    continue;
                default:
                    throw new CommandException("what came back is no DTCP answer", ExitCode.CheckFailed);
            }
        }
        return null;
    }

    private static void Show(DtcpAnswer answer, TextWriter text)
    {
        text.WriteLine($"{answer.Code} {answer.Text}");
        foreach (var line in answer.Message.Lines)
            text.WriteLine($"{line.Name}: {line.Value}");
    }

    private static void WriteJson(DtcpAnswer answer, bool isAuthentic, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("code", answer.Code);
        json.WriteString("text", answer.Text);
        json.WriteString("version", $"{answer.Version.Major}.{answer.Version.Minor}");
        json.WriteBoolean("authentic", isAuthentic);
        json.WriteStartArray("parameters");
        foreach (var line in answer.Message.Lines)
        {
            json.WriteStartObject();
            json.WriteString("name", line.Name);
            json.WriteString("value", line.Value);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
