namespace ResilientStorage.Tests.Invalidation.CloudFront.Api;

/// <summary>Tests that change the environment of the process, which run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EnvironmentCollection
{
    public const string Name = "environment";
}
