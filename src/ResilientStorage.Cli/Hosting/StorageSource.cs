using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Hosting;

/// <summary>Where the storage is: a folder, or what a configuration file says.</summary>
internal abstract class StorageSource
{
    /// <summary>Folders that belong to the storage itself, which <c>put</c> leaves out.</summary>
    public IReadOnlyList<string> OwnFolders => Configured(FindOwnFolders);

    public static StorageSource Of(ParseResult arguments) => arguments.GetValue(GlobalOptions.Config) is { } file
        ? new ConfiguredStorage(file)
        : new StorageFolder(arguments.GetValue(GlobalOptions.Data)!);

    /// <summary>Registers the storage.</summary>
    /// <param name="services">The services of this process.</param>
    /// <param name="runWorker">Whether this process runs the worker.</param>
    /// <exception cref="CliException">The configuration is wrong; the message says what to write.</exception>
    public void AddTo(IServiceCollection services, bool runWorker) => Configured(() =>
    {
        Register(services, runWorker);
        return services;
    });

    /// <summary>Resolves a part of the storage; what shows only then may be the configuration, too.</summary>
    public static T Resolve<T>(IServiceProvider services)
        where T : notnull => Configured(services.GetRequiredService<T>);

    protected abstract IReadOnlyList<string> FindOwnFolders();

    protected abstract void Register(IServiceCollection services, bool runWorker);

    private static T Configured<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new CliException(new CliError(ErrorKind.Configuration, ErrorDescription.TextOf(e)), e);
        }
    }
}
