using System.Data;
using ResilientStorage.Relational.Reads;

namespace ResilientStorage.Relational.Tests;

public sealed class RowMapperTests
{
    private static readonly VersionId Id = VersionId.Parse("01937d3c-5b6a-7cc0-9e2b-0123456789ab");

    [Fact]
    public void ResourceColumns_FullRow_MapsEveryColumn()
    {
        var resource = Map("a/b", Id.ToString(), 7L, "abc", 1_000_000L, "image/webp", """{"title":"x"}""", "no-cache", 1L, "a/b.1", "public/b", 2_000_000L);

        Assert.Equal(("a/b", Id, 7L, "abc"), (resource.Key, resource.VersionId, resource.Length, resource.Sha256));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), resource.CreatedAt);
        Assert.Equal("image/webp", resource.ContentType);
        Assert.Equal("x", resource.Metadata["title"]);
        Assert.Equal(new CachePolicy("no-cache"), resource.CachePolicy);
        Assert.Equal(ResourceAccess.PublicRead, resource.Access);
        Assert.Equal(("a/b.1", "public/b"), (resource.ObjectKey, resource.PublishedAt));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(2), resource.DeletedAt);
    }

    [Fact]
    public void ResourceColumns_VersionThatWasNeverCommitted_HasNoLengthAndNoHash()
    {
        var resource = Map("a/b", Id.ToString(), null, null, 1_000_000L, "image/webp", null, null, 0L, "a/b.1", null, null);

        Assert.Equal((0L, ""), (resource.Length, resource.Sha256));
        Assert.Null(resource.CachePolicy);
        Assert.Null(resource.PublishedAt);
        Assert.Null(resource.DeletedAt);
        Assert.Empty(resource.Metadata);
    }

    [Fact]
    public void ResourceColumns_IdOfAnotherHand_IsAFormatError() =>
        Assert.Throws<FormatException>(() => Map("a/b", "no id", null, null, 0L, "x", null, null, 0L, "k", null, null));

    [Fact]
    public void ResourceColumns_Count_IsThatOfTheSelectedColumns() =>
        Assert.Equal(ResourceColumns.Count, ResourceColumns.Select.Replace("v.created_at, v.begun_at", "", StringComparison.Ordinal).Split(',').Length);

    private static Resource Map(params object?[] values)
    {
        using var table = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        for (var i = 0; i < values.Length; i++)
        {
            table.Columns.Add($"c{i}", i is 2 or 4 or 8 or 11 ? typeof(long) : typeof(string));
        }

        table.Rows.Add(values);
        using var row = table.CreateDataReader();
        Assert.True(row.Read());
        return ResourceColumns.Map(row);
    }
}
