namespace ResilientStorage;

/// <summary>A bucket of a MinIO server: only what that provider has. Everything else is set as it needs it (docs/providers.md).</summary>
public sealed class MinIOStoreOptions
{
    /// <summary>The address of the server's S3 API, such as <c>https://minio.example.com:9000</c>; no bucket and no path in it.</summary>
    public string ServiceUrl { get; set; } = "";

    /// <summary>The bucket, which has to exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What stands before every object key, closed by a slash, such as <c>photos/</c>. No two stores may share or nest their prefixes in one bucket.</summary>
    /// <value>Empty by default: the whole bucket.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The access key of a user or service account.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret key of that account. Never written to a log or an error.</summary>
    public string SecretKey { get; set; } = "";

    /// <summary>The region that the server is set to (<c>MINIO_REGION</c>), which requests are signed for.</summary>
    /// <value><c>us-east-1</c> by default, as at the server.</value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>Whether an address without TLS is taken that is not this machine's own.</summary>
    /// <value>False by default: <c>http</c> only for loopback addresses.</value>
    public bool AllowHttp { get; set; }
}
