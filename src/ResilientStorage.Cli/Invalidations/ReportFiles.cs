using ResilientStorage.Cli.Errors;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.Reports;

namespace ResilientStorage.Cli.Invalidations;

/// <summary>Reports as files.</summary>
internal static class ReportFiles
{
    private const string StandardInput = "-";

    /// <summary>Reads them all before anything is sent.</summary>
    /// <param name="files">The files; <c>-</c> for standard input.</param>
    /// <param name="options">The limits of what can be sent.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="CliException">One is no report that can be sent again.</exception>
    public static async Task<IReadOnlyList<InvalidationBatch>> ReadAsync(IEnumerable<string> files, InvalidationOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new InvalidationReportReader(options, time);
        var batches = new List<InvalidationBatch>();
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            await using var stream = file == StandardInput ? Console.OpenStandardInput() : File.OpenRead(file);
            try
            {
                batches.AddRange(await reader.ReadAsync(stream, cancellationToken));
            }
            catch (InvalidationReportException e)
            {
                throw new CliException(new CliError(ErrorKind.File, $"{(file == StandardInput ? "Standard input" : $"'{file}'")}: {e.Message}"), e);
            }
        }

        return [.. batches.DistinctBy(static batch => batch.Id)];
    }
}
