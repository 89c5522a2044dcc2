using ResilientStorage.Relational.Sql;

namespace ResilientStorage.Relational.Tests;

public sealed class SqlListTests
{
    [Fact]
    public void Names_Three_AreNumberedParameters() => Assert.Equal("@id0, @id1, @id2", SqlList.Names("id", 3));

    [Fact]
    public void Texts_IdsInAnyOrder_AreEachOnceAndAscendingByTheirText()
    {
        VersionId[] ids = [Id(3), Id(1), Id(2), Id(1)];

        var texts = SqlList.Texts(ids);

        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        Assert.Equal(3, texts.Count);
    }

    private static VersionId Id(byte last) => new(new Guid(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last));
}
