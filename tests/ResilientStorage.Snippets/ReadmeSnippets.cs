using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ResilientStorage.Maintenance;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Snippets;

/// <summary>What the documents show, as it stands there: it has to compile.</summary>
internal static class ReadmeSnippets
{
    public static async Task UploadAsync(IResilientStorage files, string path, Stream stream, string expectedHash)
    {
        Resource photo = await files.UploadFileAsync("avatars/42.webp", path, new UploadOptions { ContentType = "image/webp" });
        await files.UploadAsync("reports/2026.csv", stream, new UploadOptions
        {
            IfExists = IfExists.Replace,           // otherwise an existing key is ResourceAlreadyExistsException
            IfVersion = photo.VersionId,           // only while this version is the live one
            IdempotencyKey = "order-1017",         // a retry of the same request sends nothing twice
            Sha256 = expectedHash,                 // other bytes fail the upload
        });
    }

    public static async Task ReadAsync(IResilientStorage files, Stream destination)
    {
        await using ResourceDownload download = await files.OpenReadAsync("avatars/42.webp", new ReadOptions { Range = new ByteRange(0, 1024) });
        await download.Content.CopyToAsync(destination);
    }

    public static async Task DeleteAsync(IResilientStorage files)
    {
        await files.DeleteAsync("avatars/42.webp");
        await files.RestoreAsync("avatars/42.webp");
        PurgeReport receipt = await files.PurgeAsync("avatars/42.webp");
    }

    public static async Task ListAsync(IResilientStorage files)
    {
        await foreach (Resource entry in files.ListAsync(new ResourceQuery { Prefix = "avatars/", Delimiter = "/" }))
        {
            Console.WriteLine(entry.IsPrefix ? entry.Key : $"{entry.Key} {entry.Length}");
        }
    }

    public static async Task MaintainAsync(IStorageMaintenance maintenance)
    {
        await maintenance.RunPendingWorkAsync();                  // removals, repairs and aliases that are due
        await maintenance.SweepAsync();                           // abandoned uploads, versions that lack a copy
        RepairReport repair = await maintenance.RepairAsync("main"); // your word that what main lacks is really lost
        StorageStatus status = await maintenance.GetStatusAsync();
    }

    public static void Bind(IServiceCollection services, IConfiguration configuration)
    {
        services.AddResilientStorage(configuration.GetSection("ResilientStorage"), storage => storage.AddSqlite());
    }

    public static void BindInAHost(HostApplicationBuilder builder)
    {
        builder.Services.AddResilientStorage(builder.Configuration.GetSection("ResilientStorage"), storage => storage.AddSqlite());
    }

    public static void BindNamed(IServiceCollection services, IConfiguration configuration)
    {
        services.AddResilientStorage("documents", configuration.GetSection("Documents"), storage => storage.AddSqlite());
    }

    public static void Outages(IServiceCollection services, string webhookUrl)
    {
        services.AddResilientStorage(storage => storage
            .Main("main", store => store.UseFileSystem("data/main").Resilience(resilience => resilience.FirstByteTimeout = TimeSpan.FromSeconds(2)))
            .Backup("backup", store => store.UseFileSystem("data/backup"))
            .Ledger(ledger => ledger.UseSqlite("data/ledger.db"))
            .Alerts(alerts => alerts.UseSlack(webhookUrl)));
        services.AddHealthChecks().AddResilientStorage();
    }

    public static void BindSeveral(IServiceCollection services, IConfiguration configuration)
    {
        services.AddResilientStorage(configuration.GetSection("Photos"), storage => storage.AddSqlite());
        services.AddResilientStorage("documents", configuration.GetSection("Documents"), storage => storage.AddSqlite());
    }

    public static void Configure(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage
            .Main("main", store => store.UseFileSystem("data/main"))
            .Backup("backup", store => store.UseFileSystem("data/backup"))
            .Ledger(ledger => ledger.UseSqlite("data/ledger.db"))
            .Configure(options =>
            {
                options.DeletedRetention = TimeSpan.FromDays(30);
                options.ReadRepair = ReadRepair.BeforeResponse;
            }));
    }

    public static void ConfigureForTests(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage.UseInMemory());
    }

    public static async Task Stage(IResilientStorage storage, DbDataSource database, Stream content)
    {
        await using StagedUpload staged = await storage.StageAsync("photos/1.jpg", content);        // in every store, verified, not live
        await using var connection = await database.OpenConnectionAsync();                          // the database that holds the ledger
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO photos (file) VALUES ('photos/1.jpg')";                   // staged.Resource has length, hash and version id
        await insert.ExecuteNonQueryAsync();
        await staged.CommitAsync(transaction);
        await transaction.CommitAsync();                                                            // the row is there and the file is live, or neither
    }

    public static async Task DeleteAlbum(IResilientStorage storage, DbTransaction transaction)
    {
        DeleteReport report = await storage.DeleteManyAsync(["photos/1.jpg", "photos/2.jpg"], transaction);
        if (report.DeletedCount < 2)
        {
            await transaction.RollbackAsync();                                                      // report.Results says which, and why
        }
    }

    // The packages' own pages.
    public static void ConfigureEngine(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage
            .Main("main", store => store.UseFileSystem("data/main"))
            .Backup("backup", store => store.UseFileSystem("data/backup"))
            .Ledger(ledger => ledger.UseSqlite("data/ledger.db")));   // package ResilientStorage.Sqlite
    }

    public static void ConfigureSqlite(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage
            .Main("local", store => store.UseFileSystem("/srv/photos/main"))
            .Backup("second-disk", store => store.UseFileSystem("/mnt/backup/photos"))
            .Ledger(ledger => ledger.UseSqlite("/srv/photos/ledger.db")));
    }

    public static void ConfigurePostgreSql(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage
            .Main("local", store => store.UseFileSystem("/srv/photos/main"))
            .Backup("second-disk", store => store.UseFileSystem("/mnt/backup/photos"))
            .Ledger(ledger => ledger.UsePostgreSql("Host=db;Database=app;Username=app;Password=...")));
    }

    public static void ConfigureClock(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(new ManualTimeProvider());
        services.AddResilientStorage(storage => storage.UseInMemory());
    }

    public static async Task PresignAsync(IPresigningObjectStore store)
    {
        PresignedRequest download = await store.PresignGetAsync("reports/2026.pdf", new PresignGetOptions { ContentDisposition = "attachment" });
        PresignedRequest upload = await store.PresignPutAsync("incoming/7", new PresignPutOptions
        {
            Length = 48_213,                                                       // exactly so many bytes
            Properties = new PutObjectOptions { ContentType = "image/webp" },      // of exactly this type
            Md5 = "1cb251ec0d568de6a929b520c4aed8d1",                              // and, where it is known, exactly these
            CreateOnly = true,                                                     // 412 when the object is there already
            Lifetime = TimeSpan.FromMinutes(5),                                    // 15 minutes by default, 7 days at most
        });
        PresignedPost form = await store.PresignPostAsync("incoming/8", new PresignPostOptions { MaxLength = 10 << 20 });
    }
}
