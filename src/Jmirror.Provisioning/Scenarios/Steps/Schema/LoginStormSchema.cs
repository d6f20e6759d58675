using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;
using Jmirror.Provisioning.Schema;

namespace Jmirror.Provisioning.Scenarios.Steps.Schema;

/// <summary>The step <c>login-storm</c>.</summary>
internal static class LoginStormSchema
{
    private const int MostRetries = 10;

    private static readonly Key<LoginStormStep, int> Count = new("count", StepScalars.Times)
    {
        Help = "How many subscribers log in, each once.",
        Example = "1000",
        IsRequired = true,
        Get = step => step.Count,
    };

    private static readonly Key<LoginStormStep, int> Rate = new("rate", StepScalars.Rate)
    {
        Help = "Logins a second, begun whether or not answers come.",
        Default = LoginStormStep.DefaultRate,
        Example = "500/s",
        Get = step => step.Rate,
    };

    private static readonly Key<LoginStormStep, string> Username = new("username", RadiusText.Kind)
    {
        Help = $"User names; {LoginStormStep.NumberMark} stands for the subscriber's number, 1 and up.",
        Default = LoginStormStep.DefaultUsername,
        Example = "\"user{n}@isp.example\"",
        Get = step => step.Username,
    };

    private static readonly Key<LoginStormStep, SecretConfig> Password = new(
        "password",
        new SecretKind(RadiusPassword.MaxLength)
    )
    {
        Help = "Password of all of them, 1 to 128 bytes, or { file: PATH } for a file that holds it.",
        Example = "{ file: /etc/jmirror/storm.password }",
        IsRequired = true,
        Get = step => step.Login.Password,
    };

    private static readonly Key<LoginStormStep, PasswordMethod> Method = new(
        "password-method",
        Scalars.Choice(("chap", PasswordMethod.Chap), ("pap", PasswordMethod.Pap))
    )
    {
        Help = "How the password travels to the server: chap (CHAP-Password) or pap (User-Password).",
        Default = PasswordMethod.Chap,
        Example = "pap",
        Get = step => step.Login.Method,
    };

    private static readonly Key<LoginStormStep, ConfigList<RadiusServerConfig>> Servers = new(
        "servers",
        new ListKind<RadiusServerConfig>(RadiusServerSchema.Kind, "a RADIUS server")
    )
    {
        Help = "RADIUS servers; the next one is asked when one does not answer.",
        IsRequired = true,
        Get = step => step.Radius.Servers,
    };

    private static readonly Key<LoginStormStep, string> NasIdentifier = new("nas-identifier", RadiusText.Kind)
    {
        Help = "NAS-Identifier (attribute 32) of all requests.",
        Default = "jmirror",
        Example = "lab-mx1",
        Get = step => step.Radius.NasIdentifier,
    };

    private static readonly Key<LoginStormStep, TimeSpan> Timeout = new("timeout", Durations.Kind)
    {
        Help = "How long a server may take to answer a request.",
        Default = RadiusConfig.DefaultTimeout,
        Example = "3s",
        Get = step => step.Radius.Timeout,
    };

    private static readonly Key<LoginStormStep, byte> Retries = new(
        "retries",
        Scalars.Number<byte>("a number of retries", 0, MostRetries)
    )
    {
        Help = "How often a request is sent again to one server before the next one is asked.",
        Default = RadiusConfig.DefaultRetries,
        Example = "2",
        Get = step => step.Radius.Retries,
    };

    private static readonly Key<LoginStormStep, LeastAccepted> ExpectAccepted = new(
        "expect-accepted",
        StepScalars.Accepted
    )
    {
        Help = "How many logins must be accepted at least: a number, or a share such as 99.5%.",
        Default = LeastAccepted.All,
        Example = "99.5%",
        Get = step => step.ExpectAccepted,
    };

    private static readonly Key<LoginStormStep, TimeSpan> LogoutAfter = new("logout-after", Durations.Kind)
    {
        Help = "How long a session lasts.",
        Example = "10s",
        AbsentMeans = "to the end of the storm, when all log out",
        Get = step => step.LogoutAfter,
    };

    /// <summary>The step.</summary>
    public static readonly MappingKind<LoginStormStep> Kind = new(
        "login-storm",
        [
            Count,
            Rate,
            Username,
            Password,
            Method,
            Servers,
            NasIdentifier,
            Timeout,
            Retries,
            ExpectAccepted,
            LogoutAfter,
        ],
        values => new LoginStormStep
        {
            Count = values.Get(Count),
            Rate = values.Get(Rate),
            Username = values.Get(Username),
            Login = new LoginConfig(values.Get(Password), values.Get(Method)),
            Radius = new RadiusConfig
            {
                Servers = values.List(Servers),
                NasIdentifier = values.Get(NasIdentifier),
                Timeout = values.Get(Timeout),
                Retries = values.Get(Retries),
            },
            ExpectAccepted = values.Get(ExpectAccepted),
            LogoutAfter = values.Find(LogoutAfter),
            Origin = values.Origin,
        }
    )
    {
        OriginOf = step => step.Origin,
        Check = (values, errors) =>
        {
            if (values.List(Servers).Count == 0)
                errors.Add(
                    values.Origin.PositionOf(Servers.Name),
                    "servers is an empty list: give at least one"
                );
        },
    };
}
