using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Jmirror.Protocol.Ip;
using Jmirror.Protocol.Radius;
using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Scenarios.Steps;

/// <summary>
/// An attribute of a dynamic request: <c>User-Name=alice@isp.example</c>, <c>LI-Action=on</c>,
/// <c>Med-Dev-Handle=0x0300000090</c>, or by number with the bytes as they are on the wire: <c>26.4874.58=0x00000001</c>.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Type">Which attribute.</param>
/// <param name="IsSalted">True to encrypt the value with the secret (RFC 2868, section 3.5).</param>
/// <param name="Value">The value in the clear.</param>
public sealed record AttributeText(
    string Text,
    RadiusAttributeType Type,
    bool IsSalted,
    ConfigList<byte> Value
)
{
    // Vendor-Specific around an attribute: type, length, vendor (RFC 2865 section 5.26).
    private const int VendorOverhead = 6;
    private const int HeaderLength = 2;
    private const int VendorBits = 8;
    private const int SaltLength = 2;
    private const int CipherBlock = 16;

    /// <summary>Bytes that it takes up in a packet.</summary>
    public int WireLength
    {
        get
        {
            var value = IsSalted
                ? SaltLength + (Value.Count + CipherBlock) / CipherBlock * CipherBlock
                : Value.Count;
            return HeaderLength + value + ((uint)Type >> VendorBits != 0 ? VendorOverhead : 0);
        }
    }

    /// <summary>Understands text; the fault is the end of a sentence that begins with the text, null when there is none.</summary>
    public static string? Parse(string text, out AttributeText attribute)
    {
        attribute = new AttributeText(text, RadiusAttributeType.None, IsSalted: false, []);
        var mark = text.IndexOf('=', StringComparison.Ordinal);
        if (mark <= 0)
            return "is no attribute: write Name=value, for example User-Name=alice@isp.example";
        var (name, value) = (text[..mark], text[(mark + 1)..]);
        AttributeForm form;
        if (char.IsAsciiDigit(name[0]))
        {
            if (!TryReadNumber(name, out var type))
                return "has no attribute's number in front of the '=': 1 to 255, or 26.4874.58 for a vendor's";
            (attribute, form) = (attribute with { Type = type }, AttributeForm.Octets);
        }
        else if (AttributeNames.Find(name) is { } known)
        {
            (attribute, form) = (
                attribute with
                {
                    Type = known.Type,
                    IsSalted = AttributeNames.IsSalted(known.Type),
                },
                known.Form
            );
        }
        else
        {
            return $"names no attribute that is known here: {Wording.Suggest(name, AttributeNames.All, "names")}, or a number such as 26.4874.58";
        }
        if (!TryReadValue(value, form, out var bytes))
            return $"has no value behind the '=': {Expectation(form)}";
        attribute = attribute with { Value = new ConfigList<byte>(bytes) };
        return bytes.Length > attribute.LongestValue()
            ? $"is too long: {attribute.LongestValue()} bytes at most"
            : null;
    }

    private int LongestValue() =>
        IsSalted ? SaltCipher.MaxClearLength
        : (uint)Type >> VendorBits != 0 ? RadiusAttributeView.MaxVendorValueLength
        : RadiusAttributeView.MaxValueLength;

    /// <summary>Reads <c>44</c>, or <c>26.4874.58</c>.</summary>
    private static bool TryReadNumber(string name, out RadiusAttributeType type)
    {
        type = RadiusAttributeType.None;
        var parts = name.Split('.');
        if (!byte.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        type = (RadiusAttributeType)number;
        if (parts.Length == 1)
            return number > 0;
        const uint largestVendor = 0xffffff; // What RadiusAttributeType has room for.
        if (
            parts.Length != 3
            || parts[0] is not "26"
            || !uint.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var vendor)
            || vendor is 0 or > largestVendor
        )
            return false;
        type = (RadiusAttributeType)((vendor << VendorBits) | number);
        return true;
    }

    private static bool TryReadValue(string text, AttributeForm form, out byte[] value)
    {
        value = [];
        switch (form)
        {
            case AttributeForm.Text:
                value = Encoding.UTF8.GetBytes(text);
                return value.Length > 0;
            case AttributeForm.Octets:
                return TryReadHexadecimal(text, out value);
            case AttributeForm.Address:
                value = new byte[Ipv4Address.Length];
                if (!Ipv4Address.TryParse(text, out var address))
                    return false;
                address.Write(value);
                return true;
            default:
                value = new byte[sizeof(uint)];
                if (!TryReadNumber(text, form, out var number))
                    return false;
                BinaryPrimitives.WriteUInt32BigEndian(value, number);
                return true;
        }
    }

    private static bool TryReadNumber(string text, AttributeForm form, out uint number)
    {
        LiAction? action =
            form == AttributeForm.Action
                ? text switch
                {
                    "off" => LiAction.Stop,
                    "on" => LiAction.Start,
                    "noop" => LiAction.NoOperation,
                    _ => null,
                }
                : null;
        number = (uint)(action ?? default);
        return action is not null
            || uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool TryReadHexadecimal(string text, out byte[] value)
    {
        value = [];
        if (!text.StartsWith("0x", StringComparison.Ordinal))
            return false;
        var digits = text[2..];
        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            return false;
        value = Convert.FromHexString(digits);
        return true;
    }

    private static string Expectation(AttributeForm form) =>
        form switch
        {
            AttributeForm.Text => "give a text",
            AttributeForm.Octets => "give bytes as 0x and pairs of hexadecimal digits",
            AttributeForm.Address => "give an IPv4 address",
            AttributeForm.Action => "give on, off, noop, or a number of 32 bits",
            _ => "give a number of 32 bits",
        };
}
