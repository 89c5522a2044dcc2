namespace ResilientStorage;

/// <summary>A bucket of Vultr Object Storage: only what that provider has. Everything else is set as it needs it (docs/providers.md).</summary>
public sealed class VultrStoreOptions
{
    /// <summary>The bucket, which has to exist.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>The region of the subscription, such as <c>sgp1</c>; or <see cref="Host"/>.</summary>
    public string? Region { get; set; }

    /// <summary>The host name of the subscription as Vultr shows it, such as <c>sgp1.vultrobjects.com</c>, for regions that this version does not know; or <see cref="Region"/>.</summary>
    public string? Host { get; set; }

    /// <summary>What stands before every object key, closed by a slash, such as <c>photos/</c>. No two stores may share or nest their prefixes in one bucket.</summary>
    /// <value>Empty by default: the whole bucket.</value>
    public string Prefix { get; set; } = "";

    /// <summary>The S3 access key of the subscription.</summary>
    public string AccessKey { get; set; } = "";

    /// <summary>The S3 secret key of the subscription. Never written to a log or an error.</summary>
    public string SecretKey { get; set; } = "";
}
