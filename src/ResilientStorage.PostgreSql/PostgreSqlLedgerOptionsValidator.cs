using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ResilientStorage.PostgreSql;

/// <summary>Finds what is wrong with options, as a sentence that says what to do. Never prints the connection string: it may hold a password.</summary>
internal sealed partial class PostgreSqlLedgerOptionsValidator : IValidateOptions<PostgreSqlLedgerOptions>
{
    private static readonly int DefaultCommandTimeout = new NpgsqlConnectionStringBuilder().CommandTimeout;
    private static readonly TimeSpan MaxCommandTimeout = TimeSpan.FromHours(1);

    public ValidateOptionsResult Validate(string? name, PostgreSqlLedgerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FindProblem(options) is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
    }

    private static string? FindProblem(PostgreSqlLedgerOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.ConnectionString))
        {
            return "A PostgreSQL ledger needs a database: set PostgreSqlLedgerOptions.ConnectionString, such as 'Host=db;Database=app;Username=app;Password=...'.";
        }

        if (!SchemaNames().IsMatch(options.SchemaName))
        {
            return $"PostgreSqlLedgerOptions.SchemaName is '{options.SchemaName}': give lower-case letters, digits and underscores, 63 at most, not beginning with a digit or with pg_.";
        }

        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > MaxCommandTimeout || options.CommandTimeout.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            return $"PostgreSqlLedgerOptions.CommandTimeout is {options.CommandTimeout}: give whole seconds, from 00:00:01 to {MaxCommandTimeout}.";
        }

        if (!Enum.IsDefined(options.Schema))
        {
            return $"PostgreSqlLedgerOptions.Schema is {options.Schema}: give SchemaMode.Create or SchemaMode.Verify.";
        }

        return FindProblemOfText(options.ConnectionString);
    }

    private static string? FindProblemOfText(string connectionString)
    {
        NpgsqlConnectionStringBuilder text;
        try
        {
            text = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return "PostgreSqlLedgerOptions.ConnectionString is no connection string of Npgsql: it looks like 'Host=db;Database=app;Username=app;Password=...' (a postgres:// address is none).";
        }

        if (string.IsNullOrWhiteSpace(text.Host))
        {
            return "PostgreSqlLedgerOptions.ConnectionString names no host: add 'Host=...'.";
        }

        if (!string.IsNullOrEmpty(text.SearchPath))
        {
            return "PostgreSqlLedgerOptions.ConnectionString has a Search Path: leave it out, and set PostgreSqlLedgerOptions.SchemaName.";
        }

        if (text.CommandTimeout != DefaultCommandTimeout)
        {
            return $"PostgreSqlLedgerOptions.ConnectionString has Command Timeout={text.CommandTimeout}: leave it out, and set PostgreSqlLedgerOptions.CommandTimeout.";
        }

        return text.Multiplexing
            ? "PostgreSqlLedgerOptions.ConnectionString has Multiplexing=true, under which a transaction that waits for a lock holds others up: leave it out."
            : null;
    }

    [GeneratedRegex("^(?!pg_)[a-z_][a-z0-9_]{0,62}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex SchemaNames();
}
