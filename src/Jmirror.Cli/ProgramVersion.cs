using System.Reflection;

namespace Jmirror.Cli;

/// <summary>The program's name and version.</summary>
internal static class ProgramVersion
{
    public static string NameAndVersion { get; } =
        $"jmirror {typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}";
}
