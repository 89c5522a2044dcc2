using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ResilientStorage.Deletes;
using ResilientStorage.Deletes.InProcess;
using ResilientStorage.Invalidation;
using ResilientStorage.Invalidation.CloudFront;
using ResilientStorage.Stores;
using ResilientStorage.Testing;

namespace ResilientStorage.Configuration;

/// <summary>The storage from appsettings.json.</summary>
public sealed class StorageConfigurationTests : IDisposable
{
    private const string Least = """
        "Main": { "Name": "disk", "Provider": "FileSystem", "Path": "FOLDER/main" },
        "Backups": [ { "Name": "other-disk", "Provider": "FileSystem", "Path": "FOLDER/backup" } ],
        "Ledger": { "Provider": "Sqlite", "DataSource": "FOLDER/ledger.db" }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("resilient-storage-");

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "", "", "no section 'Storage'" },
        { Least + """, "Leaze": "00:01:00" """, "Leaze", "Storage:Leaze is not known. Storage takes Alerts, Backups, DeleteQueue, DeletedRetention" },
        { Least + """, "Lease": "soon" """, "Lease", "'soon' at 'Storage:Lease'" },
        { Least + """, "Lease": "00:00:01" """, "Lease", "default.Lease: 00:00:01 is not possible, it has to be 00:00:03 to 1.00:00:00." },
        { Least + """, "Resilience": { "Foreground": { "Retrys": 3 } } """, "Retrys", "Storage:Resilience:Foreground:Retrys is not known. Storage:Resilience:Foreground takes AttemptTimeout, Retries, RetryDelay, TotalTimeout." },
        { Least + """, "Resilience": { "Breaker": { "FailureRatio": 2 } } """, "FailureRatio", "FailureRatio: 2 is not possible, it has to be 0.01 to 1." },
        { Least + """, "Resilience": { "Foreground": { "TotalTimeout": "00:01:00" } } """, "TotalTimeout", "at least AttemptTimeout (00:02:00)" },
        { Least + """, "TellAgainAfter": "00:10:00" """, "RemoveUnheardAfter", "RemoveUnheardAfter: 00:15:00 is not possible, it has to be less than TellAgainAfter (00:10:00)." },
        { Least.Replace("\"Path\": \"FOLDER/main\"", "\"Pth\": \"FOLDER/main\"", StringComparison.Ordinal), "Pth", "Storage:Main:Pth is not known. Storage:Main takes Name, Path, Provider, Resilience." },
        { Least.Replace("\"Path\": \"FOLDER/main\"", "\"Path\": { \"A\": \"b\" }", StringComparison.Ordinal), "A", "Storage:Main:Path:A is not known. Storage:Main:Path takes a single value." },
        { Least.Replace(", \"Path\": \"FOLDER/main\"", "", StringComparison.Ordinal), "Path", "The store 'disk' has no folder: set Path" },
        { Least.Replace("\"Name\": \"disk\", ", "", StringComparison.Ordinal), "Name", "Storage:Main has no Name" },
        { Least.Replace("\"disk\"", "\"My Disk\"", StringComparison.Ordinal), "My Disk", "Storage:Main: 'My Disk' is no store name" },
        { Least.Replace("\"other-disk\"", "\"disk\"", StringComparison.Ordinal), "disk", "Storage:Backups:0: A store named 'disk' is registered already" },
        { Least.Replace("\"Provider\": \"FileSystem\", \"Path\": \"FOLDER/main\"", "\"Path\": \"FOLDER/main\"", StringComparison.Ordinal), "Provider", "Storage:Main has no Provider: write which store it is. Registered: CloudflareR2, FileSystem" },
        { Least.Replace("\"Provider\": \"FileSystem\", \"Path\": \"FOLDER/main\"", "\"Provider\": \"S4\"", StringComparison.Ordinal), "S4", "Storage:Main:Provider is 'S4', and no store of that name is registered. Registered: CloudflareR2, FileSystem" },
        { Least.Replace("\"Main\"", "\"Mein\"", StringComparison.Ordinal), "Mein", "Storage:Mein is not known. Storage takes Alerts" },
        { Least.Replace("\"Backups\"", "\"Backup\"", StringComparison.Ordinal), "Backup", "Storage:Backup is not known." },
        { Least.Replace("\"Ledger\"", "\"Ledgers\"", StringComparison.Ordinal), "Ledgers", "Storage:Ledgers is not known." },
        { Least + """, "Alerts": { "Sink": [] , "MaxPerHourr": 3 } """, "MaxPerHourr", "Storage:Alerts:MaxPerHourr is not known. Storage:Alerts takes CoalesceWindow, CommandArguments, DrainTimeout, MaxPerHour, SinkTimeout, Sinks." },
        { Least + """, "Alerts": { "Sinks": [ { "Provider": "Slack", "WebhookUrl": "https://hooks.slack.com/services/T/B/secret", "Channel": "#x" } ] } """, "Channel", "Storage:Alerts:Sinks:0:Channel is not known. Storage:Alerts:Sinks:0 takes AllowedHosts, AttemptTimeout, Provider, Retries, RetryDelay, WebhookUrl." },
        { Least + """, "Alerts": { "Sinks": [ { "Provider": "Mail", "Host": "mail.example.com", "From": "a@example.com", "To": [ { "Address": "b" } ] } ] } """, "Address", "Storage:Alerts:Sinks:0:To:0:Address is not known." },
        { Least + """, "Alerts": { "Sinks": [ { "Provider": "Mail", "Host": "mail.example.com", "From": "a@example.com", "To": "b@example.com" } ] } """, "To", "Storage:Alerts:Sinks:0:To is a single value, and takes a list." },
        { Least + """, "Alerts": { "Sinks": { "Provider": "Slack" } } """, "Sinks", "Storage:Alerts:Sinks is a list: write its items in square brackets" },
        { Least + """, "Alerts": "Slack" """, "Alerts", "Storage:Alerts is a single value, and takes CoalesceWindow" },
        { Least + """, "Alerts": { "Sinks": "Slack" } """, "Sinks", "Storage:Alerts:Sinks is a list" },
        { Least + """, "Resilience": { "Breaker": false } """, "Breaker", "Storage:Resilience:Breaker is a single value" },
        { Least.Replace("\"Path\": \"FOLDER/main\"", "\"Path\": \"FOLDER/main\", \"Resilience\": \"off\"", StringComparison.Ordinal), "Resilience", "Storage:Main:Resilience is a single value" },
        { Least + """, "DeletedRetention": "" """, "DeletedRetention", "Storage:DeletedRetention is empty: give it a value, or leave it out." },
        { Least + """, "RunWorker": "" """, "RunWorker", "Storage:RunWorker is empty" },
        { Least + """, "Resilience": { "Foreground": { "Retries": "" } } """, "Retries", "Storage:Resilience:Foreground:Retries is empty" },
        { Least + """, "Resilience": "Foreground" """, "Resilience", "Storage:Resilience is a single value" },
        { Least.Replace("[ {", "{", StringComparison.Ordinal).Replace("} ]", "}", StringComparison.Ordinal), "Backups", "Storage:Backups is a list: write its items in square brackets" },
        { Least + """, "DeleteQueue": { "Provider": "InProcess", "Capacity": 0 } """, "Capacity", "Capacity is 0" },
        { Least + """, "DeleteQueue": { "Provider": "Carrier pigeon" } """, "pigeon", "Storage:DeleteQueue:Provider is 'Carrier pigeon', and no delete queue of that name is registered. Registered: InProcess." },
        { Least + """, "Invalidation": "CloudFront" """, "Provider", "Storage:Invalidation has no Provider: write which CDN it is. Registered: CloudFront." },
        { Least + """, "Invalidation": { "Provider": "Pigeons" } """, "Pigeons", "Storage:Invalidation:Provider is 'Pigeons', and no CDN of that name is registered. Registered: CloudFront." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Cost": { "PathsPerMonth": 1 } } """, "Cost", "Storage:Invalidation:Cost is not known. Storage:Invalidation takes Catalog, Client, Costs, Paths, Planner, Provider, ReportPrefix, Reports, Sending." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Sending": { "Windw": "00:00:05" } } """, "Windw", "Storage:Invalidation:Sending:Windw is not known." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Sending": { "Window": "00:05:00" } } """, "Window", "Window: 00:05:00 is not possible" },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Catalog": { "Mappings": [ { "Bucket": "b", "Distributions": [ "E1" ] } ] } } """, "Distributions", "Storage:Invalidation:Catalog:Mappings:0:Distributions is not known." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Catalog": { "ExceptionPrefixes": { "b": "immutable/" } } } """, "ExceptionPrefixes", "Storage:Invalidation:Catalog:ExceptionPrefixes:b is a single value, and takes a list." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Reports": { "Path": "FOLDER/reports" } } """, "Provider", "Storage:Invalidation:Reports has no Provider: write which store it is." },
        { Least + """, "Invalidation": { "Provider": "CloudFront", "Reports": { "Provider": "FileSystem", "Pth": "FOLDER/reports" } } """, "Pth", "Storage:Invalidation:Reports:Pth is not known. Storage:Invalidation:Reports takes Path, Provider." },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Section_WithAMistake_ErrorThatNamesIt(string json, string what, string said)
    {
        var error = Record.Exception(() => Build(json, static storage => storage.AddSqlite()).GetRequiredService<IResilientStorage>());

        Assert.True(error is InvalidOperationException or OptionsValidationException, $"{error}");
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_WithAMistakeInAPart_KeepsTheHostFromStarting()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddResilientStorage(Section(Least.Replace("\"DataSource\"", "\"Datasrc\"", StringComparison.Ordinal)), static storage => storage.AddSqlite());
        using var host = builder.Build();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Storage:Ledger:Datasrc is not known. Storage:Ledger takes BusyTimeout, ConnectionString, DataSource, Provider, Schema.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_ProviderOfAPackage_SaysWhichPackageAndCall()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Build(Least));

        Assert.Equal("Storage:Ledger:Provider is 'Sqlite', and no ledger of that name is registered. None is registered. Sqlite is in the package ResilientStorage.Sqlite: add it, and call storage.AddSqlite() in the last argument of AddResilientStorage.", error.Message);
    }

    [Fact]
    public async Task Section_Whole_SameStorageAsByCode()
    {
        const string Settings = Least + """
            , "DeletedRetention": "30.00:00:00",
            "ReadRepair": "BeforeResponse",
            "PartSize": 5242880,
            "RunWorker": false,
            "Resilience": { "Foreground": { "Retries": 5 }, "OperationsPerSecond": 100 },
            "DeleteQueue": { "Provider": "InProcess", "Concurrency": 4 }
            """;
        await using var byConfiguration = Build(Settings.Replace("\"Path\": \"FOLDER/backup\"", "\"Path\": \"FOLDER/backup\", \"Resilience\": { \"OperationsPerSecond\": 400 }", StringComparison.Ordinal), static storage => storage.AddSqlite());
        await using var byCode = new ServiceCollection()
            .AddResilientStorage(storage => storage
                .Configure(static options =>
                {
                    options.DeletedRetention = TimeSpan.FromDays(30);
                    options.ReadRepair = ReadRepair.BeforeResponse;
                    options.PartSize = 5 << 20;
                    options.RunWorker = false;
                    options.Resilience.Foreground.Retries = 5;
                    options.Resilience.OperationsPerSecond = 100;
                })
                .Main("disk", store => store.UseFileSystem(_folder.FullName + "/main"))
                .Backup("other-disk", store => store.UseFileSystem(_folder.FullName + "/backup").Resilience(static resilience => resilience.OperationsPerSecond = 400))
                .Ledger(ledger => ledger.UseSqlite(_folder.FullName + "/ledger.db"))
                .DeleteQueue(static queue => queue.UseInProcess(static options => options.Concurrency = 4)))
            .BuildServiceProvider();

        AssertSame<ResilientStorageOptions>("default");
        AssertSame<StoreResilienceOptions>("disk");
        AssertSame<StoreResilienceOptions>("other-disk");
        AssertSame<FileSystemStoreOptions>("disk");
        AssertSame<FileSystemStoreOptions>("other-disk");
        AssertSame<SqliteLedgerOptions>("default");
        AssertSame<InProcessDeleteQueueOptions>("default");
        Assert.Equal((5, 400), (byCode.GetProviderOptions<StoreResilienceOptions>("other-disk").Foreground.Retries, byCode.GetProviderOptions<StoreResilienceOptions>("other-disk").OperationsPerSecond));
        await byConfiguration.GetRequiredService<IResilientStorage>().UploadAsync("a.bin", new byte[] { 1 });
        Assert.Equal(new byte[] { 1 }, await byCode.GetRequiredService<IResilientStorage>().ReadAllBytesAsync("a.bin"));

        void AssertSame<TOptions>(string name)
            where TOptions : class => Assert.Equivalent(byCode.GetProviderOptions<TOptions>(name), byConfiguration.GetProviderOptions<TOptions>(name), strict: true);
    }

    [Fact]
    public void Section_AndCode_CodeCounts()
    {
        using var provider = Build(Least + """, "PartsInFlight": 2, "Lease": "00:02:00" """, static storage => storage
            .Configure(static options => options.PartsInFlight = 3)
            .Ledger(static ledger => ledger.UseInMemory())
            .DeleteQueue(static queue => queue.UseInMemory()));

        var options = provider.GetProviderOptions<ResilientStorageOptions>("default");
        Assert.Equal((3, TimeSpan.FromMinutes(2)), (options.PartsInFlight, options.Lease));
        Assert.IsType<InMemoryDeleteQueue>(provider.GetRequiredService<IDeleteQueue>());
        Assert.NotNull(provider.GetRequiredService<IResilientStorage>());
    }

    [Fact]
    public void Section_Invalidation_SameSettingsAsByCode()
    {
        using var provider = Build(
            Least + """
            , "Invalidation": {
              "Provider": "cloudfront",
              "Client": { "AccessKey": "key", "SecretKey": "secret", "Timeout": "00:00:10" },
              "Catalog": { "ExceptionPrefixes": { "photos": [ "immutable/", "fixed/" ] }, "Mappings": [ { "Bucket": "disk", "DistributionIds": [ "E1", "E2" ] } ] },
              "Paths": { "PlusForSpaces": false },
              "Planner": { "Mode": "Frugal" },
              "Sending": { "Window": "00:00:20" },
              "Costs": { "PathsPerMonth": 5000 },
              "ReportPrefix": "errors/",
              "Reports": { "Provider": "FileSystem", "Path": "FOLDER/reports" }
            }
            """,
            static storage => storage.AddSqlite());

        var expected = new CloudFrontOptions { ReportPrefix = "errors/" };
        (expected.Client.AccessKey, expected.Client.SecretKey, expected.Client.Timeout) = ("key", "secret", TimeSpan.FromSeconds(10));
        expected.Catalog.ExceptionPrefixes.Add("photos", ["immutable/", "fixed/"]);
        expected.Catalog.Mappings.Add(new CloudFrontMapping { Bucket = "disk", DistributionIds = { "E1", "E2" } });
        (expected.Paths.PlusForSpaces, expected.Planner.Mode, expected.Sending.Window, expected.Costs.PathsPerMonth) = (false, InvalidationMode.Frugal, TimeSpan.FromSeconds(20), 5000);
        Assert.Equivalent(expected, provider.GetProviderOptions<CloudFrontOptions>("default"), strict: true);
        Assert.NotNull(provider.GetRequiredService<IInvalidationBatcher>());
        Assert.Equal(Path.Combine(_folder.FullName, "reports"), provider.GetProviderOptions<FileSystemStoreOptions>("invalidation-reports").Path);
    }

    [Fact]
    public void Section_InvalidationInCodeToo_CodeCounts()
    {
        using var provider = Build(Least + """, "Invalidation": { "Provider": "CloudFront", "ReportPrefix": "section/" } """, static storage => storage
            .AddSqlite()
            .Invalidation(static cdn => cdn.UseCloudFront(static options => options.ReportPrefix = "code/")));

        Assert.Equal("code/", provider.GetProviderOptions<CloudFrontOptions>("default").ReportPrefix);
    }

    [Fact]
    public void Section_ProviderOfTheHost_GetsItsSettings()
    {
        var seen = new Seen();
        using var provider = Build(
            Least.Replace("\"Provider\": \"FileSystem\", \"Path\": \"FOLDER/main\"", "\"Provider\": \"tape\", \"Reel\": \"7\", \"Motor\": { \"Speed\": \"fast\" }", StringComparison.Ordinal),
            storage => storage.AddSqlite().Providers.AddStore("Tape", (store, settings) => store.Use(_ =>
            {
                settings.Bind(seen, static (section, seen) => (seen.Reel, seen.Speed) = (section["Reel"], section["Motor:Speed"]));
                return new InMemoryObjectStore();
            })));

        Assert.IsType<InMemoryObjectStore>(provider.GetRequiredKeyedService<IObjectStore>("disk"));
        Assert.Equal(("7", "fast"), (seen.Reel, seen.Speed));
    }

    [Fact]
    public void Configure_WithServices_SeesThem()
    {
        using var provider = new ServiceCollection()
            .AddSingleton("of the host")
            .AddResilientStorage(storage => storage.UseInMemory().Configure(static (services, options) => options.PartsInFlight = services.GetRequiredService<string>().Length))
            .BuildServiceProvider();

        Assert.Equal(11, provider.GetProviderOptions<ResilientStorageOptions>("default").PartsInFlight);
    }

    [Fact]
    public void TakeFrom_EverySetting_IsTaken()
    {
        var from = new StoreResilienceOptions();
        Change(from);
        var to = new StoreResilienceOptions();

        to.TakeFrom(from);

        Assert.Equivalent(from, to, strict: true);
        Assert.NotEqual(new StoreResilienceOptions().Foreground.Retries, to.Foreground.Retries);
    }

    private sealed class Seen
    {
        public string? Reel { get; set; }

        public string? Speed { get; set; }
    }

    private static void Change(object options)
    {
        foreach (var property in options.GetType().GetProperties())
        {
            switch (property.GetValue(options))
            {
                case int number: property.SetValue(options, number + 1); break;
                case double number: property.SetValue(options, number / 2); break;
                case bool flag: property.SetValue(options, !flag); break;
                case TimeSpan duration: property.SetValue(options, duration * 2); break;
                case null: property.SetValue(options, 7); break;
                case var nested: Change(nested!); break;
            }
        }
    }

    private ServiceProvider Build(string json, Action<ResilientStorageBuilder>? configure = null) =>
        new ServiceCollection().AddResilientStorage(Section(json), configure).BuildServiceProvider();

    private IConfigurationSection Section(string json)
    {
        var text = "{ \"Storage\": {" + json.Replace("FOLDER", _folder.FullName.Replace('\\', '/'), StringComparison.Ordinal) + "} }";
        return new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(text))).Build().GetSection("Storage");
    }
}
