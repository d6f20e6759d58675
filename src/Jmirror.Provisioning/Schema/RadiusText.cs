using System.Text;
using Jmirror.Protocol.Radius;

namespace Jmirror.Provisioning.Schema;

/// <summary>Text that goes into an attribute of RADIUS.</summary>
internal static class RadiusText
{
    /// <summary>1 to 253 bytes of UTF-8.</summary>
    public static readonly ScalarKind<string> Kind = new(
        $"a text of 1 to {RadiusAttributeView.MaxValueLength} bytes",
        static (text, out value) =>
        {
            value = text;
            return Encoding.UTF8.GetByteCount(text) is > 0 and <= RadiusAttributeView.MaxValueLength
                ? null
                : $"does not fit an attribute of RADIUS, which holds 1 to {RadiusAttributeView.MaxValueLength} bytes";
        },
        static value => value,
        JsonForm.Text
    );
}
