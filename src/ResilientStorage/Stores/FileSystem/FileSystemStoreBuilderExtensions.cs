using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;
using ResilientStorage.Stores;
using ResilientStorage.Stores.FileSystem;

namespace ResilientStorage;

/// <summary>Uses a folder as a store.</summary>
public static class FileSystemStoreBuilderExtensions
{
    /// <summary>Uses a folder as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="path">The folder (<see cref="FileSystemStoreOptions.Path"/>).</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public static StoreBuilder UseFileSystem(this StoreBuilder store, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return store.UseFileSystem(options => options.Path = path);
    }

    /// <summary>Uses a folder as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseFileSystem(this StoreBuilder store, Action<FileSystemStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return store.UseFileSystem((_, options) => configure(options));
    }

    /// <summary>Uses a folder as the store, with options that need the host's services.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options, which are checked at start.</param>
    /// <returns>The builder.</returns>
    public static StoreBuilder UseFileSystem(this StoreBuilder store, Action<IServiceProvider, FileSystemStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var key = store.ServiceKey;
        store.Services.AddProviderOptions<FileSystemStoreOptions, FileSystemStoreOptionsValidator>(key, configure);
        return store.Use(
            provider => new FileSystemObjectStore(RootOf(provider, key), provider.GetService<TimeProvider>() ?? TimeProvider.System),
            provider => PlaceOf(RootOf(provider, key)));
    }

    // The whole path is the prefix, closed by a slash, so that a folder inside another store's folder counts as nested and 'photos' beside 'photos-2' does not.
    internal static StorePlace PlaceOf(string root) => new("file-system", "", "", root.Replace('\\', '/').TrimEnd('/') + "/");

    private static string RootOf(IServiceProvider provider, string key) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(provider.GetProviderOptions<FileSystemStoreOptions>(key).Path));
}
