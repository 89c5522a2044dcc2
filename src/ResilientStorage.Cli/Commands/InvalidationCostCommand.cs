using System.CommandLine;
using System.Globalization;
using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;
using ResilientStorage.Cli.Hosting;
using ResilientStorage.Invalidation;

namespace ResilientStorage.Cli.Commands;

/// <summary><c>invalidations cost [--month YYYY-MM]</c></summary>
internal sealed class InvalidationCostCommand : StorageCommand
{
    private readonly Option<DateTimeOffset?> _month = new("--month") { Description = "The month, in UTC; otherwise this one.", HelpName = "YYYY-MM" };

    public InvalidationCostCommand()
        : base("cost", "Count the paths of a month, what they cost, and what they would have cost without wildcards.")
    {
        _month.CustomParser = static result =>
        {
            if (DateTimeOffset.TryParseExact(result.Tokens[0].Value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var month))
            {
                return month;
            }

            result.AddError($"--month is '{result.Tokens[0].Value}': give year and month, such as 2026-11");
            return null;
        };
        Add(_month);
    }

    public override async Task<CliError?> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        await using var handle = context.Open();
        var cdn = await handle.OpenInvalidationAsync(cancellationToken);
        var month = context.Arguments.GetValue(_month) ?? InvalidationCosts.MonthOf(context.Time.GetUtcNow());
        context.Output.Write(InvalidationCostDocument.Of(await cdn.ReadCostAsync(month, cancellationToken)), CliJson.Readable.InvalidationCostDocument);
        return null;
    }
}
