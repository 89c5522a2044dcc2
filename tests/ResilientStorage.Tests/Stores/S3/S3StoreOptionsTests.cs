using Amazon.Runtime;
using ResilientStorage.Stores.S3;

namespace ResilientStorage.Tests.Stores.S3;

public sealed class S3StoreOptionsTests
{
    public static TheoryData<Action<S3StoreOptions>, string> Mistakes { get; } = new()
    {
        { static options => options.Bucket = "", "is no name of a bucket" },
        { static options => options.Bucket = "Photos", "'Photos' is no name of a bucket" },
        { static options => options.Bucket = "a/b", "'a/b' is no name of a bucket" },
        { static options => options.Prefix = "photos", "end with a slash" },
        { static options => options.Prefix = "/photos/", "not begin with one" },
        { static options => options.Region = null, "neither Region nor ServiceUrl" },
        { static options => options.Region = "Seoul, Korea", "'Seoul, Korea' is no region" },
        { static options => options.ServiceUrl = "sgp1.vultrobjects.com", "is no address" },
        { static options => options.ServiceUrl = "ftp://example.com", "is no address" },
        { static options => options.ServiceUrl = "https://example.com/bucket", "write only scheme, host and port, 'https://example.com'" },
        { static options => options.ServiceUrl = "http://example.com", "write https, or set AllowHttp" },
        { static options => options.AccessKey = "id", "only one of AccessKey and SecretKey" },
        { static options => options.SecretKey = S3StubStores.Secret, "only one of AccessKey and SecretKey" },
        { static options => { (options.AccessKey, options.SecretKey) = ("id", S3StubStores.Secret); options.UseCredentials(new AnonymousAWSCredentials()); }, "both AccessKey and UseCredentials" },
        { static options => options.KmsKeyId = "id", "set that to Kms" },
        { static options => options.ExpectedBucketOwner = "12345", "which has 12 digits" },
        { static options => options.StorageClass = "cold storage", "is no storage class" },
        { static options => options.HasClient = true, "Region has no effect on a client that is given ready" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Validate_Mistake_NamesItAndTheStore(Action<S3StoreOptions> mistake, string says)
    {
        var options = Fine();
        mistake(options);

        var result = new S3StoreOptionsRules().Validate("aws", options);

        Assert.Contains(says, result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("'aws'", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain(S3StubStores.Secret, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://sgp1.vultrobjects.com", false)]
    [InlineData("http://127.0.0.1:9000", false)]
    [InlineData("http://localhost", false)]
    [InlineData("http://[::1]:9000/", false)]
    [InlineData("http://minio.internal:9000", true)]
    public void Validate_FineAddress_Succeeds(string url, bool allowHttp)
    {
        var options = Fine();
        (options.ServiceUrl, options.AllowHttp) = (url, allowHttp);

        Assert.True(new S3StoreOptionsRules().Validate("aws", options).Succeeded);
    }

    [Theory]
    [InlineData("00:00:00")]
    [InlineData("01:00:00")]
    public void Validate_ConnectTimeoutOutOfRange_Fails(string timeout)
    {
        var options = Fine();
        options.ConnectTimeout = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Contains("ConnectTimeout", new S3StoreOptionsValidator().Validate("aws", options).FailureMessage, StringComparison.Ordinal);
    }

    private static S3StoreOptions Fine() => new() { Bucket = "photos", Region = "ap-northeast-2" };
}
