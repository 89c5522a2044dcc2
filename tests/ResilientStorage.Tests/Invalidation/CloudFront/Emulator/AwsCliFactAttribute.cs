namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>A test that needs the AWS command line: skipped with the reason without it, or run, and so failed, where servers are required.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AwsCliFactAttribute : FactAttribute
{
    public AwsCliFactAttribute() => Skip = AwsCli.SkipReason;
}
