using CsCheck;
using Jmirror.Protocol.Dtcp;

namespace Jmirror.Protocol.Tests.Dtcp;

public sealed class CriteriaIdListTests
{
    [Theory]
    [InlineData("7", new uint[] { 7 }, new uint[] { 6, 8, 77 })]
    [InlineData("3,5-9,12-*", new uint[] { 3, 5, 9, 12, uint.MaxValue }, new uint[] { 2, 4, 10, 11 })]
    [InlineData("3 , 5 - 6", new uint[] { 3, 5, 6 }, new uint[] { 4, 7 })]
    [InlineData("0-4294967295", new uint[] { 0, uint.MaxValue }, new uint[0])]
    public void List_ContainsWhatItNames(string text, uint[] inside, uint[] outside)
    {
        Assert.True(CriteriaIdList.TryParse(text, out var list));

        Assert.All(inside, number => Assert.True(list!.Contains(number)));
        Assert.All(outside, number => Assert.False(list!.Contains(number)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("1,")]
    [InlineData("9-5")]
    [InlineData("1-2-3")]
    [InlineData("-5")]
    [InlineData("4294967296")]
    [InlineData("0x10")]
    [InlineData("a")]
    public void Text_ThatIsNoList_IsRefused(string text) =>
        Assert.False(CriteriaIdList.TryParse(text, out _));

    [Fact]
    public void AnyText_IsReadWithoutFault() =>
        Gen.Char["0123456789,-* "]
            .Array[0, 30]
            .Sample(
                chars =>
                {
                    if (CriteriaIdList.TryParse(new string(chars), out var list))
                        Assert.All(list!.Ranges, range => Assert.True(range.First <= range.Last));
                },
                iter: 100_000
            );
}
