using System.Runtime.Loader;

namespace ResilientStorage.Sqlite.Tests;

public sealed class MissingLibraryTests
{
    [Fact]
    public async Task OpenAsync_ApplicationWithoutNativeLibrary_NamesThePackageToAdd()
    {
        var application = new WithoutBundle();
        var probe = application.LoadFromAssemblyPath(typeof(MissingLibraryProbe).Assembly.Location).GetType(typeof(MissingLibraryProbe).FullName!)!;

        var message = await (Task<string>)probe.GetMethod(nameof(MissingLibraryProbe.OpenAsync))!.Invoke(null, null)!;

        Assert.StartsWith("LedgerException Configuration", message, StringComparison.Ordinal);
        Assert.Contains("SQLitePCLRaw.bundle_e_sqlite3", message, StringComparison.Ordinal);
        Assert.Contains("Batteries_V2.Init()", message, StringComparison.Ordinal);
    }

    /// <summary>Loads this test's own assemblies a second time, as an application does that forgot the bundle.</summary>
    private sealed class WithoutBundle() : AssemblyLoadContext("without-bundle")
    {
        protected override System.Reflection.Assembly? Load(System.Reflection.AssemblyName assemblyName)
        {
            var name = assemblyName.Name!;
            if (name.StartsWith("SQLitePCLRaw.batteries", StringComparison.Ordinal) || name.StartsWith("SQLitePCLRaw.provider", StringComparison.Ordinal))
            {
                throw new FileNotFoundException($"{name} is not part of this application.");
            }

            var path = Path.Combine(AppContext.BaseDirectory, name + ".dll");
            var isOwn = name.StartsWith("ResilientStorage", StringComparison.Ordinal) || name.StartsWith("SQLitePCLRaw", StringComparison.Ordinal) || name == "Microsoft.Data.Sqlite";
            return isOwn && File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}
