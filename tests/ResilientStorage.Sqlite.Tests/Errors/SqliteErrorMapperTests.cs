using Microsoft.Data.Sqlite;

namespace ResilientStorage.Sqlite.Tests;

public sealed class SqliteErrorMapperTests
{
    [Theory]
    [InlineData(1, LedgerErrorKind.Configuration, "schema scripts")]
    [InlineData(3, LedgerErrorKind.Configuration, "right to read and write")]
    [InlineData(5, LedgerErrorKind.Unavailable, "BusyTimeout")]
    [InlineData(6, LedgerErrorKind.Unavailable, "BusyTimeout")]
    [InlineData(7, LedgerErrorKind.Unavailable, "memory")]
    [InlineData(8, LedgerErrorKind.Configuration, "read-only")]
    [InlineData(10, LedgerErrorKind.Unavailable, "look after the disk")]
    [InlineData(11, LedgerErrorKind.Corrupt, "backup")]
    [InlineData(13, LedgerErrorKind.Unavailable, "make room")]
    [InlineData(14, LedgerErrorKind.Configuration, "make its folder")]
    [InlineData(19, LedgerErrorKind.Conflict, "changed by another")]
    [InlineData(23, LedgerErrorKind.Configuration, "right to read and write")]
    [InlineData(26, LedgerErrorKind.Configuration, "no SQLite database")]
    [InlineData(9, LedgerErrorKind.Unavailable, "Retry")]
    public void Map_ResultCode_GivesKindAdviceAndPlace(int code, LedgerErrorKind kind, string advice)
    {
        var cause = new SqliteException("the cause", code);

        var error = SqliteErrorMapper.Map(cause, "the SQLite file '/x/ledger.db'", TimeSpan.FromSeconds(5));

        Assert.Equal(kind, error.Kind);
        Assert.Equal((kind == LedgerErrorKind.Unavailable, code is 5 or 6), (error.IsTransient, error.IsLocked));
        Assert.Contains(advice, error.Message, StringComparison.Ordinal);
        Assert.Contains("/x/ledger.db", error.Message, StringComparison.Ordinal);
        Assert.Contains("the cause", error.Message, StringComparison.Ordinal);
        Assert.Same(cause, error.InnerException);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(1, false)]
    [InlineData(8, false)]
    [InlineData(11, false)]
    [InlineData(19, false)]
    public void IsTransactionAborted_ResultCode_WhereSqliteMayHaveRolledBackAll(int code, bool isAborted) =>
        Assert.Equal(isAborted, new SqliteDialect(TimeProvider.System, "ledger.db", TimeSpan.Zero).IsTransactionAborted(new SqliteException("the cause", code)));

    [Fact]
    public void MapMissingLibrary_OtherError_IsNone() =>
        Assert.Null(SqliteErrorMapper.MapMissingLibrary(new InvalidOperationException("SetProvider")));

    [Fact]
    public void MapMissingLibrary_LibraryOfAnotherPlatform_NamesThePackage()
    {
        var error = SqliteErrorMapper.MapMissingLibrary(new TypeInitializationException("x", new DllNotFoundException()));

        Assert.Contains("SQLitePCLRaw.bundle_e_sqlite3", error!.Message, StringComparison.Ordinal);
    }
}
