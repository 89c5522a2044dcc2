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
    /// <exception cref="ArgumentException">The path is no path of a folder.</exception>
    public static StoreBuilder UseFileSystem(this StoreBuilder store, string path) => store.UseFileSystem(options => options.Path = path);

    /// <summary>Uses a folder as the store.</summary>
    /// <param name="store">The store to configure.</param>
    /// <param name="configure">Sets the options.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException">The path is no path of a folder.</exception>
    public static StoreBuilder UseFileSystem(this StoreBuilder store, Action<FileSystemStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new FileSystemStoreOptions();
        configure(options);
        var root = FileSystemStoreOptionsValidator.FullPath(options, store.Name);
        return store.Use(
            services => new FileSystemObjectStore(root, services.GetService<TimeProvider>() ?? TimeProvider.System),
            _ => PlaceOf(root));
    }

    // The whole path is the prefix, closed by a slash, so that a folder inside another store's folder counts as nested and 'photos' beside 'photos-2' does not.
    internal static StorePlace PlaceOf(string root) => new("file-system", "", "", root.Replace('\\', '/').TrimEnd('/') + "/");
}
