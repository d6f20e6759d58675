using Jmirror.Engine.Registry;

namespace Jmirror.Provisioning.Reloading;

/// <summary>Applies changes of mirrors one by one and takes them back when a later one fails.</summary>
internal sealed class MirrorApplication(IControlPlane control)
{
    private const string NotReloaded = "the reload that added it failed";

    private readonly List<long> _added = [];
    private readonly List<(long Number, MirrorRequest Before)> _replaced = [];

    /// <summary>Numbers of the mirrors that were added, in order.</summary>
    public IReadOnlyList<long> Added => _added;

    /// <summary>Adds a mirror; null, or why it was refused.</summary>
    public string? Add(MirrorRequest request)
    {
        var answer = control.Add(request);
        if (answer.Succeeded)
            _added.Add(answer.Number);
        return answer.Problem;
    }

    /// <summary>Replaces a live mirror; null, or why it was refused.</summary>
    public string? Replace(long number, MirrorRequest request)
    {
        if (control.Show(number) is not { } before)
            return "it has ended meanwhile";
        var answer = control.Replace(number, request);
        if (answer.Succeeded)
            _replaced.Add((number, before.Request));
        return answer.Problem;
    }

    /// <summary>Takes everything back.</summary>
    public void Undo()
    {
        foreach (var number in _added)
            control.Delete(number, NotReloaded);
        for (var i = _replaced.Count - 1; i >= 0; i--)
            control.Replace(_replaced[i].Number, _replaced[i].Before);
    }
}
