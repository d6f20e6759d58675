using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Tests;

internal static class Explaining
{
    /// <summary>What `config explain` prints of a configuration.</summary>
    public static string TextOf(EmulatorConfig config)
    {
        using var text = new StringWriter();
        ConfigExplainer.Write(config, text);
        return text.ToString();
    }
}
