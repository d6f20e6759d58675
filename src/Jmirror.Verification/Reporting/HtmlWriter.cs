using System.Text;
using System.Xml;

namespace Jmirror.Verification.Reporting;

/// <summary>
/// Writes HTML that is XML as well. Texts are escaped by construction; what neither format may hold, or what would
/// make a text read other than it is (control characters, direction overrides), is replaced by U+FFFD.
/// </summary>
internal sealed class HtmlWriter : IDisposable
{
    private const string HtmlNamespace = "http://www.w3.org/1999/xhtml";
    private const string SvgNamespace = "http://www.w3.org/2000/svg";
    private const char Replacement = '\ufffd';

    private readonly XmlWriter _xml;
    private readonly Stack<string> _open = new();

    public HtmlWriter(TextWriter destination) =>
        _xml = XmlWriter.Create(
            destination,
            new XmlWriterSettings
            {
                OmitXmlDeclaration = true,
                Indent = true,
                IndentChars = "",
                NewLineChars = "\n",
                CloseOutput = false,
            }
        );

    public void Dispose() => _xml.Dispose();

    /// <summary>Starts the document; <see cref="Close"/> ends it.</summary>
    public void OpenDocument(string language)
    {
        _xml.WriteDocType("html", null, null, null);
        _xml.WriteStartElement("html", HtmlNamespace);
        _open.Push("html");
        Attribute("lang", language);
    }

    /// <summary>Starts a drawing; <see cref="Close"/> ends it.</summary>
    public void OpenSvg(string styleClass)
    {
        _xml.WriteStartElement("svg", SvgNamespace);
        _open.Push("svg");
        Attribute("class", styleClass);
    }

    public void Open(string element, string? styleClass = null)
    {
        _xml.WriteStartElement(element);
        _open.Push(element);
        if (styleClass is not null)
            Attribute("class", styleClass);
    }

    public void Attribute(string name, string value) => _xml.WriteAttributeString(name, Clean(value));

    /// <summary>A number of a drawing, to a tenth of a unit: more would only make the file larger.</summary>
    public void Attribute(string name, double value) => Attribute(name, value.ToString("0.#"));

    public void Text(string text) => _xml.WriteString(Clean(text));

    /// <summary>Writes a style sheet of our own, in which nothing needs escaping.</summary>
    public void Style(string rules)
    {
        Open("style");
        _xml.WriteRaw(rules);
        Close();
    }

    public void Close()
    {
        // HTML takes <td/> for <td>; only its void elements may end at once.
        if (_open.Pop() is "meta")
            _xml.WriteEndElement();
        else
            _xml.WriteFullEndElement();
    }

    /// <summary>An element that holds nothing but text.</summary>
    public void Element(string element, string text, string? styleClass = null)
    {
        Open(element, styleClass);
        Text(text);
        Close();
    }

    internal static string Clean(string text)
    {
        if (IsClean(text))
            return text;
        var clean = new StringBuilder(text.Length);
        // Enumerating runes replaces halves of surrogate pairs.
        foreach (var rune in text.EnumerateRunes())
            clean.Append(IsPrintable(rune) ? rune.ToString() : Replacement.ToString());
        return clean.ToString();
    }

    private static bool IsClean(string text)
    {
        foreach (var c in text)
        {
            if (char.IsSurrogate(c) || !IsPrintable(new Rune(c)))
                return false;
        }
        return true;
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value switch
        {
            '\t' or '\n' => true,
            0xfffe or 0xffff => false,
            // Marks, embeddings, overrides and isolates of the text direction.
            0x061c or 0x200e or 0x200f or (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069) => false,
            _ => !Rune.IsControl(rune),
        };
}
