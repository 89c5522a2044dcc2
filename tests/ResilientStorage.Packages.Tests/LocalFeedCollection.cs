namespace ResilientStorage.Packages;

/// <summary>The tests that share one packed feed.</summary>
[CollectionDefinition(Name)]
public sealed class LocalFeedCollection : ICollectionFixture<LocalFeed>
{
    public const string Name = "packages";
}
