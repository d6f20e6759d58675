namespace Jmirror.Architecture.Tests;

/// <summary>Whoever knows where something is finds its tests.</summary>
public sealed class FolderTests
{
    public static TheoryData<string> Projects => House.Projects;

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tests_LieInFoldersOfTheProjectTheyTest(string project)
    {
        var tests = FoldersOf(Path.Combine(House.Root, "tests", $"{project}.Tests"));
        Assert.Empty(
            tests.Except(FoldersOf(Path.Combine(House.Root, "src", project)), StringComparer.Ordinal)
        );
    }

    private static IEnumerable<string> FoldersOf(string project) =>
        Directory
            .EnumerateDirectories(project, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(project, folder))
            .Where(folder => folder.Split('/')[0] is not ("bin" or "obj"));
}
