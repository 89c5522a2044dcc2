using Microsoft.Extensions.Options;
using ResilientStorage.Invalidation.CloudFront;

namespace ResilientStorage.Cli.Errors;

/// <summary>From an exception to an error that names store, key and next step.</summary>
internal static class ErrorDescription
{
    private const string WhereItIs = "See 'resilient-storage list --deleted'.";
    private const string Again = "Run the command again.";

    public static CliError Of(Exception exception) => exception switch
    {
        CliException e => e.Error,
        OperationCanceledException => new CliError(ErrorKind.Cancelled, "Cancelled."),
        ResourceNotFoundException e => new CliError(ErrorKind.NotFound, $"{e.Message} {WhereItIs}", e.Key),
        ResourceAlreadyExistsException e => new CliError(ErrorKind.AlreadyExists, e.Message, e.Key),
        UploadFailedException e => new CliError(ErrorKind.UploadFailed, $"{e.Message}{(e.OutcomeUnknown ? "" : " " + Again)}", e.Key, e.Store),
        ResourceLostException e => new CliError(ErrorKind.Lost, $"{e.Message} {WhatHappened(e.Key)}", e.Key, StoresOf(e)),
        ResourceUnavailableException e => new CliError(ErrorKind.Unavailable, $"{e.Message} {WhatHappened(e.Key)}", e.Key, StoresOf(e)),
        StorageException e => new CliError(ErrorKind.Store, $"{Prefixed("Store", e.Store, e.Message)} {Again}", e.Key, e.Store.Length == 0 ? null : e.Store),
        CloudFrontException e => new CliError(ErrorKind.Cdn, e.Message),
        LedgerException { Kind: LedgerErrorKind.Configuration } e => new CliError(ErrorKind.Configuration, e.Message),
        LedgerException e => new CliError(ErrorKind.Ledger, Prefixed("Ledger", "", e.Message)),
        OptionsValidationException e => new CliError(ErrorKind.Configuration, string.Join(' ', e.Failures)),
        ArgumentException e => new CliError(ErrorKind.Usage, TextOf(e)),
        IOException or UnauthorizedAccessException => new CliError(ErrorKind.File, exception.Message),
        _ => new CliError(ErrorKind.Unexpected, $"{exception.GetType().Name}: {exception.Message} This is a defect: run the command with --verbose and report what it prints."),
    };

    /// <summary>The message without the name of a parameter, which is nothing to a person at a terminal.</summary>
    public static string TextOf(Exception exception)
    {
        var message = exception is InvalidDataException { InnerException: { } cause } ? $"{exception.Message} {cause.Message}" : exception.Message;
        var parameter = exception is ArgumentException ? message.LastIndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return parameter < 0 ? message : message[..parameter];
    }

    // Engine messages name the store by themselves; those of a raw driver may not.
    private static string Prefixed(string what, string name, string message) =>
        message.Contains(name.Length == 0 ? what : name, StringComparison.OrdinalIgnoreCase) ? message : $"{what} '{name}': {message}".Replace(" ''", "", StringComparison.Ordinal);

    private static string WhatHappened(string key) => ShellWords.TryWrite(key, out var word)
        ? $"'resilient-storage show {word}' tells what happened to it."
        : $"'{$"resilient-storage list {word}".TrimEnd()}' lists it among others, and 'resilient-storage show' with its key tells what happened to it.";

    private static string? StoresOf(ResourceUnavailableException exception)
    {
        var stores = exception.Causes.Select(static cause => cause.Store).Where(static store => store.Length > 0).Distinct(StringComparer.Ordinal);
        var text = string.Join(", ", stores);
        return text.Length == 0 ? null : text;
    }
}
