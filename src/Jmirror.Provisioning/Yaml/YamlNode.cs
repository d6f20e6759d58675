using Jmirror.Provisioning.Configuration;

namespace Jmirror.Provisioning.Yaml;

/// <summary>A piece of a YAML document with the place where it begins. Scalars are text: the reader of a key decides what they mean.</summary>
internal abstract record YamlNode(SourcePosition Position)
{
    /// <summary>What it is, for error sentences.</summary>
    public abstract string Noun { get; }
}

/// <summary>Text, quoted or not: <c>010</c>, <c>no</c> and <c>02:00:00:00:00:09</c> are the characters that were written.</summary>
internal sealed record YamlScalar(SourcePosition Position, string Text, bool IsEmpty) : YamlNode(Position)
{
    public override string Noun => IsEmpty ? "left empty" : $"the text {Wording.Quote(Text)}";
}

/// <summary>A sequence.</summary>
internal sealed record YamlList(SourcePosition Position, IReadOnlyList<YamlNode> Items) : YamlNode(Position)
{
    public override string Noun => "a list";
}

/// <summary>Keys and values in the order of the file. Repeated keys are kept: who reads the mapping reports them.</summary>
internal sealed record YamlMapping(SourcePosition Position, IReadOnlyList<YamlEntry> Entries)
    : YamlNode(Position)
{
    public override string Noun => "a mapping";
}

/// <summary>One key of a mapping with its value.</summary>
internal readonly record struct YamlEntry(SourcePosition KeyPosition, string Key, YamlNode Value);

/// <summary>Stands for YAML that was already reported: nothing more is to be said about it.</summary>
internal sealed record YamlFault(SourcePosition Position) : YamlNode(Position)
{
    public override string Noun => "faulty";
}
