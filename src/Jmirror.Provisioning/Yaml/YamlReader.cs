using Jmirror.Provisioning.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Jmirror.Provisioning.Yaml;

/// <summary>
/// Reads one YAML document into nodes, over YamlDotNet's parser events. Its node model is not used because it gives
/// up at the first repeated key and recurses without bound; all mistakes of a file shall be told at once.
/// </summary>
internal sealed class YamlReader
{
    // Far beyond what the schema needs; a bound on recursion.
    private const int DeepestNesting = 32;

    private readonly string _text;
    private readonly ErrorList _errors;
    private readonly Parser _parser;
    private SourcePosition _last = new(1, 1);

    private YamlReader(string text, ErrorList errors)
    {
        _text = text;
        _errors = errors;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads the document; null, with an error noted, when there is none or it is not YAML.</summary>
    public static YamlNode? Read(string text, ErrorList errors)
    {
        var reader = new YamlReader(text, errors);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            errors.Add(reader.PositionOf(e), reader.SentenceFor(e));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 loses its footing on an unclosed bracket and throws without a position.
            errors.Add(
                reader._last,
                "this is not valid YAML from here on: is a bracket, brace or quote not closed?"
            );
        }
        return null;
    }

    private YamlNode? ReadDocument()
    {
        Advance();
        Next<StreamStart>();
        if (_parser.Current is StreamEnd)
        {
            _errors.Add(new(1, 1), "the file says nothing; `jmirror config init` writes one to start from");
            return null;
        }
        Next<DocumentStart>();
        var root = ReadNode(0);
        Next<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
        {
            _errors.Add(
                Position(second.Start),
                "a second document begins here, but a configuration is one document: remove the '---'"
            );
        }
        return root;
    }

    private YamlNode ReadNode(int depth)
    {
        if (_parser.Current is AnchorAlias)
            return RefuseAlias();
        var parsed = Next<NodeEvent>();
        // Given up at once: what comes may be a million brackets, and the parser's time grows with their square.
        if (depth > DeepestNesting)
            throw new MaximumRecursionLevelReachedException(parsed.Start, parsed.End, "");
        var position = Position(parsed.Start);
        if (!parsed.Tag.IsEmpty)
            _errors.Add(position, $"tags such as {Wording.Quote(parsed.Tag.Value)} are not read: remove it");
        YamlNode node = parsed switch
        {
            Scalar scalar => new YamlScalar(
                position,
                scalar.Value,
                scalar is { Style: ScalarStyle.Plain, Value: "" }
            ),
            SequenceStart => ReadList(position, depth + 1),
            _ => ReadMapping(position, depth + 1),
        };
        return parsed.Tag.IsEmpty ? node : new YamlFault(position);
    }

    private YamlFault RefuseAlias()
    {
        var alias = Next<AnchorAlias>();
        var position = Position(alias.Start);
        _errors.Add(
            position,
            $"aliases such as {Wording.Quote("*" + alias.Value)} are not read: write the value out"
        );
        return new YamlFault(position);
    }

    private YamlList ReadList(SourcePosition position, int depth)
    {
        var items = new List<YamlNode>();
        while (_parser.Current is not SequenceEnd)
            items.Add(ReadNode(depth));
        Next<SequenceEnd>();
        return new YamlList(position, items);
    }

    private YamlMapping ReadMapping(SourcePosition position, int depth)
    {
        var entries = new List<YamlEntry>();
        while (_parser.Current is not MappingEnd)
        {
            var faultsBefore = _errors.Faults;
            var key = ReadNode(depth);
            if (key is YamlScalar { Text: "<<" })
            {
                _errors.Add(key.Position, "merge keys ('<<') are not read: write the keys out");
                SkipNode();
            }
            else if (key is YamlScalar { IsEmpty: false } name)
            {
                entries.Add(new YamlEntry(key.Position, name.Text, ReadNode(depth)));
            }
            else
            {
                if (_errors.Faults == faultsBefore)
                    _errors.Add(key.Position, $"a key must be plain text, but this one is {key.Noun}");
                SkipNode();
            }
        }
        Next<MappingEnd>();
        return new YamlMapping(position, entries);
    }

    private void SkipNode()
    {
        var depth = 0;
        do depth += Next<ParsingEvent>().NestingIncrease;
        while (depth > 0);
    }

    /// <summary>Takes the current event. The parser at times leaves out what its own grammar wants, such as a key's value.</summary>
    private TEvent Next<TEvent>()
        where TEvent : ParsingEvent
    {
        if (_parser.Current is not TEvent current)
        {
            var mark = _parser.Current?.Start ?? Mark.Empty;
            throw new SyntaxErrorException(mark, mark, "Something is missing in front of this");
        }
        Advance();
        return current;
    }

    private void Advance()
    {
        if (_parser.MoveNext())
            _last = Position(_parser.Current!.Start);
    }

    private SourcePosition PositionOf(YamlException e) =>
        IndentingTab(e) is { } line ? new SourcePosition(line, 1) : Position(e.Start);

    private string SentenceFor(YamlException e)
    {
        if (e is MaximumRecursionLevelReachedException)
            return $"nested deeper than {DeepestNesting} levels";
        return IndentingTab(e) is not null
            ? "this line is indented with a tab: YAML indents with spaces only"
            : $"this is not valid YAML: {char.ToLowerInvariant(e.Message[0])}{e.Message[1..].TrimEnd('.')}";
    }

    /// <summary>The line between the parser's two marks that begins with a tab; the marks themselves may be lines apart.</summary>
    private int? IndentingTab(YamlException e)
    {
        var number = 0;
        foreach (var line in _text.AsSpan().EnumerateLines())
        {
            number++;
            if (number < e.Start.Line)
                continue;
            if (number > e.End.Line + 1)
                return null;
            if (line[..(line.Length - line.TrimStart().Length)].Contains('\t'))
                return number;
        }
        return null;
    }

    private static SourcePosition Position(Mark mark) => new((int)mark.Line, (int)mark.Column);
}
