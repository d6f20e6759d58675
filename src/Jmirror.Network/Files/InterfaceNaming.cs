using Jmirror.Engine.Frames;

namespace Jmirror.Network.Files;

/// <summary>
/// What the capture interfaces of a file are called: the name the user gave; otherwise the name the file recorded
/// (pcapng's if_name); otherwise the file's own name.
/// </summary>
/// <param name="interfaces">Where names get their numbers.</param>
/// <param name="given">The user's name for all interfaces of the file, or null.</param>
/// <param name="fileName">The file's name without its folder.</param>
internal sealed class InterfaceNaming(CaptureInterfaces interfaces, string? given, string fileName)
{
    /// <summary>The number of an interface. False: the run has all the interfaces it can have.</summary>
    public bool TryNumber(string? recorded, out ushort number)
    {
        try
        {
            number = interfaces.NumberOf(given ?? recorded ?? fileName);
            return true;
        }
        catch (InvalidOperationException)
        {
            number = 0;
            return false;
        }
    }
}
