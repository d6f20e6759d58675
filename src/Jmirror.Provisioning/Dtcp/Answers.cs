using Jmirror.Protocol.Dtcp;

namespace Jmirror.Provisioning.Dtcp;

/// <summary>The parts that all answers share: names in upper case, the time, the digest at the end.</summary>
/// <param name="server">Gives the time and the key.</param>
internal sealed class Answers(DtcpServer server)
{
    public const string Seq = "SEQ";
    public const string Timestamp = "TIMESTAMP";
    public const string CriteriaId = "CRITERIA-ID";
    public const string CriteriaCount = "CRITERIA-COUNT";

    private const string Authentication = "AUTHENTICATION-INFO";

    /// <summary>Begins an answer and repeats the sequence number, if the request has one.</summary>
    public static DtcpWriter Begin(DtcpVersion version, DtcpStatus status, DtcpMessage request)
    {
        var answer = DtcpWriter.Answer(version, status);
        return request.Find(DtcpNames.Seq) is { } seq ? answer.Repeat(seq) : answer;
    }

    /// <summary>Begins the answer to a request that was carried out.</summary>
    public static DtcpWriter Ok(DtcpRequest request) =>
        Begin(request.Version, DtcpStatus.Ok, request.Message);

    /// <summary>Adds the time.</summary>
    public DtcpWriter AddTime(DtcpWriter answer) =>
        answer.Add(Timestamp, DtcpTime.Format(server.Clock.GetUtcNow()));

    /// <summary>Ends an answer with time and digest.</summary>
    public byte[] End(DtcpWriter answer) => Sign(AddTime(answer));

    /// <summary>Ends an answer with the digest.</summary>
    public byte[] Sign(DtcpWriter answer) => answer.Sign(server.Key, Authentication);
}
