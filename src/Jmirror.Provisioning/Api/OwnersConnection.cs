namespace Jmirror.Provisioning.Api;

/// <summary>Marks connections that only the owner of the run can have made.</summary>
internal sealed class OwnersConnection
{
    /// <summary>The mark.</summary>
    public static readonly OwnersConnection Mark = new();

    private OwnersConnection() { }
}
