namespace InvalidationLambda;

/// <summary>What the function is told by its environment, and, on a developer's machine, by the command line.</summary>
public sealed record Settings
{
    public string? Bucket { get; init; }

    public string? Region { get; init; }

    public string? ReportBucket { get; init; }

    public string? ReportFolder { get; init; }

    public string? Endpoint { get; init; }

    public string? MailHost { get; init; }

    public string? MailUser { get; init; }

    public string? MailPassword { get; init; }

    public string MailFrom { get; init; } = "";

    public string MailTo { get; init; } = "";

    public static Settings FromEnvironment() => new()
    {
        Bucket = Read("PHOTOS_BUCKET"),
        Region = Read("AWS_REGION"),
        ReportBucket = Read("REPORTS_BUCKET"),
        MailHost = Read("MAIL_HOST"),
        MailUser = Read("MAIL_USER"),
        MailPassword = Read("MAIL_PASSWORD"),
        MailFrom = Read("MAIL_FROM") ?? "",
        MailTo = Read("MAIL_TO") ?? "",
    };

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
