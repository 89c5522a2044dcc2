namespace ResilientStorage;

/// <summary>A bucket of Cloudflare R2: only what that provider has. Everything else is set as it needs it (docs/providers.md).</summary>
public sealed class CloudflareR2StoreOptions
{
    /// <summary>The id of the Cloudflare account, 32 hexadecimal digits, as the overview of R2 shows it.</summary>
    public string AccountId { get; set; } = "";

    /// <summary>The jurisdiction that the bucket was made in, such as <c>eu</c>, which has an address of its own.</summary>
    /// <value>Null by default: a bucket without one.</value>
    public string? Jurisdiction { get; set; }

    /// <summary>The bucket, which has to exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What stands before every object key, closed by a slash, such as <c>photos/</c>. No two stores may share or nest their prefixes in one bucket.</summary>
    /// <value>Empty by default: the whole bucket.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The access key id of an R2 API token that may read and write the objects of the bucket.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The secret access key of that token. Never written to a log or an error.</summary>
    public string SecretKey { get; set; } = "";
}
