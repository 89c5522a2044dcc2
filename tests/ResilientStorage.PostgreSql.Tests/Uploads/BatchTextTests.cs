using ResilientStorage.PostgreSql.Uploads;

namespace ResilientStorage.PostgreSql.Tests.Uploads;

public sealed class BatchTextTests
{
    [Fact]
    public void Sql_NamedParameters_AreNumberedInTheOrderOfTheirFirstUse()
    {
        var text = new BatchText("SELECT @b, @a_2 WHERE x = @b AND y = 'no-parameter'");

        Assert.Equal("SELECT $1, $2 WHERE x = $1 AND y = 'no-parameter'", text.Sql);
        Assert.Equal((0, 1, 2), (text.IndexOf("b"), text.IndexOf("a_2"), text.ParameterCount));
    }

    [Fact]
    public void IndexOf_NameThatTheStatementLacks_IsNegative() =>
        Assert.Equal(-1, new BatchText("SELECT @a").IndexOf("b"));
}
