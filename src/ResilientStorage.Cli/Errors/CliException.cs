namespace ResilientStorage.Cli.Errors;

/// <summary>An error that already has its words.</summary>
internal sealed class CliException(CliError error, Exception? innerException = null) : Exception(error.Message, innerException)
{
    public CliError Error { get; } = error;
}
