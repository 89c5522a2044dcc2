using Amazon.CloudFront;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Photos;

namespace ResilientStorage.Snippets;

/// <summary>What docs/invalidation.md shows, as it stands there: it has to compile.</summary>
internal static class InvalidationSnippets
{
    public static void WithAStorage(IServiceCollection services)
    {
        services.AddResilientStorage(storage => storage
            .Main("aws-seoul", store => store.UseS3(s3 => (s3.Bucket, s3.Region) = ("photos", "ap-northeast-2")))
            .Backup("vultr-sgp", store => store.UseVultr(v => (v.Bucket, v.Region, v.AccessKey, v.SecretKey) = ("photos-backup", "sgp1", "...", "...")))
            .Ledger(ledger => ledger.UsePostgreSql("Host=db;Database=app;Username=app;Password=..."))
            .Invalidation(cdn => cdn
                .UseCloudFront()
                .ReportsTo(store => store.UseS3(s3 => (s3.Bucket, s3.Region) = ("photos-reports", "ap-northeast-2")))));
    }

    public static void WithoutAStorage(IServiceCollection services)
    {
        services.AddCloudFrontInvalidation(cdn => cdn
            .ExceptionTagOf(store => store.UseS3(s3 => (s3.Bucket, s3.Region) = ("photos", "ap-northeast-2")))
            .ReportsTo(store => store.UseS3(s3 => (s3.Bucket, s3.Region) = ("photos-reports", "ap-northeast-2")))
            .Alerts(alerts => alerts.UseSlack("https://hooks.slack.com/services/...")));
    }

    public static void WithTheOfficialClient(IServiceCollection services)
    {
        services.AddCloudFrontInvalidation(cdn => cdn.UseApi(provider => new OfficialCloudFront(provider.GetRequiredService<IAmazonCloudFront>())));
    }

    public static void InShort(IServiceCollection services, IConfiguration configuration)
    {
        services.AddResilientStorage(configuration.GetSection("Photos"), storage => storage.AddPostgreSql().Invalidation(cdn => cdn.UseCloudFront()));
    }
}
