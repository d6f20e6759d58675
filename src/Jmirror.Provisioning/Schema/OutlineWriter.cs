namespace Jmirror.Provisioning.Schema;

/// <summary>Writes indented YAML line by line, with list items, remarks, and blocks that are commented out.</summary>
internal sealed class OutlineWriter(TextWriter writer)
{
    private const int Step = 2;
    private const int Width = 100;
    private const int CommentColumn = 48;

    private int _indent;
    private int? _commentedFrom;
    private bool _isItemPending;

    /// <summary>Begins a block one step deeper.</summary>
    public void Deeper() => _indent += Step;

    /// <summary>Ends the block.</summary>
    public void Back() => _indent -= Step;

    /// <summary>Makes the next line the first of a list item; the item's lines are one step deeper than its list.</summary>
    public void BeginItem() => _isItemPending = true;

    /// <summary>Comments out everything up to <see cref="EndCommentedOut"/>; false when that is so already.</summary>
    public bool TryBeginCommentedOut()
    {
        if (_commentedFrom is not null)
            return false;
        _commentedFrom = _indent;
        return true;
    }

    /// <summary>Ends what <see cref="TryBeginCommentedOut"/> began.</summary>
    public void EndCommentedOut() => _commentedFrom = null;

    /// <summary>Leaves a line empty.</summary>
    public void Blank() => writer.Write('\n');

    /// <summary>Writes one line of YAML with an optional remark behind it.</summary>
    public void Line(string text, string comment = "")
    {
        var line = $"{Margin(_isItemPending)}{text}";
        _isItemPending = false;
        if (comment.Length > 0)
            line = $"{line.PadRight(CommentColumn)} # {comment}";
        writer.Write($"{line}\n");
    }

    /// <summary>Writes a remark on lines of its own.</summary>
    public void Remark(string text)
    {
        // Directly above what is commented out a remark looks as it does above what is not.
        var isAbove = _commentedFrom == _indent;
        var margin = isAbove ? $"{new string(' ', _indent)}# " : $"{Margin(isItem: false)}# ";
        var line = margin;
        foreach (var word in text.Split(' '))
        {
            if (line.Length > margin.Length && line.Length + word.Length > Width)
            {
                writer.Write($"{line.TrimEnd()}\n");
                line = margin;
            }
            line += $"{word} ";
        }
        writer.Write($"{line.TrimEnd()}\n");
    }

    private string Margin(bool isItem)
    {
        var margin = isItem ? $"{new string(' ', _indent - Step)}- " : new string(' ', _indent);
        return _commentedFrom is { } column ? margin.Insert(Math.Min(column, margin.Length), "#") : margin;
    }
}
