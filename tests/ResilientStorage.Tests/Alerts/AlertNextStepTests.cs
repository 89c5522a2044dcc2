namespace ResilientStorage.Alerts;

public sealed class AlertNextStepTests
{
    private static readonly string[] StepsWithoutPlace = ["resilient-storage status", "IStorageMaintenance.RetryDeadLettersAsync()", "IStorageMaintenance.SweepAsync()", "resilient-storage invalidations list --state reported", "resilient-storage invalidations cost"];

    private static readonly AlertNextStep Next = new("");

    [Theory]
    [InlineData(AlertKind.UploadGivenUp, "resilient-storage status")]
    [InlineData(AlertKind.ReplicaCorrupt, "resilient-storage show a/b.jpg")]
    [InlineData(AlertKind.AllCopiesBad, "resilient-storage show a/b.jpg")]
    [InlineData(AlertKind.ResourceLost, "resilient-storage show a/b.jpg")]
    [InlineData(AlertKind.DeadLetter, "IStorageMaintenance.RetryDeadLettersAsync()")]
    [InlineData(AlertKind.QueueUnreachable, "resilient-storage status")]
    [InlineData(AlertKind.RepairsStopped, "IStorageMaintenance.RepairAsync(\"main\")")]
    [InlineData(AlertKind.SweepStopped, "IStorageMaintenance.SweepAsync()")]
    [InlineData(AlertKind.InvalidationFailed, "resilient-storage invalidations list --state reported")]
    [InlineData(AlertKind.KeyCanaryFailed, "resilient-storage status")]
    [InlineData(AlertKind.MarkerMissing, "IStorageMaintenance.RepairAsync(\"main\")")]
    [InlineData(AlertKind.InvalidationBudget, "resilient-storage invalidations cost")]
    public void Of_EveryKind_IsAsDocumented(AlertKind kind, string expected) => Assert.Equal(expected, Next.Of(kind, "main", "a/b.jpg"));

    [Fact]
    public void Of_TableAbove_HasEveryKind()
    {
        var listed = GetType().GetMethod(nameof(Of_EveryKind_IsAsDocumented))!.GetCustomAttributesData()
            .Where(static attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(static attribute => (AlertKind)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!);

        Assert.Equal(Enum.GetValues<AlertKind>().Order(), listed.Order());
    }

    [Fact]
    public void Of_Arguments_EndEveryCommandAndNoCall()
    {
        var next = new AlertNextStep("--config FILE");

        Assert.Equal("resilient-storage show a.bin --config FILE", next.Of(AlertKind.ResourceLost, "main", "a.bin"));
        Assert.Equal("resilient-storage status --config FILE", next.Of(AlertKind.UploadGivenUp, "main", "a.bin"));
        Assert.Equal("IStorageMaintenance.RepairAsync(\"main\")", next.Of(AlertKind.RepairsStopped, "main", "a.bin"));
    }

    [Fact]
    public void Of_NoLedger_NamesWhatWorksWithoutOne()
    {
        var next = new AlertNextStep("--config FILE", hasLedger: false);

        Assert.Equal("IInvalidationReplay.ReplayAsync(report)", next.Of(AlertKind.InvalidationFailed, null, null));
        Assert.Equal("CloudFrontOptions.Costs.PathsPerMonth", next.Of(AlertKind.InvalidationBudget, null, null));
    }

    [Fact]
    public void Of_NeitherStoreNorResource_EveryKindHasAStep() =>
        Assert.All(Enum.GetValues<AlertKind>(), static kind => Assert.Contains(Next.Of(kind, null, null), StepsWithoutPlace));

    [Theory]
    [InlineData("my photos/1.jpg", "show \"my photos/1.jpg\"")]
    [InlineData("사진/강.webp", "show 사진/강.webp")]
    [InlineData("a/😀.png", "show a/😀.png")]
    [InlineData("photos/$(rm -rf x).jpg", "list photos/")]
    [InlineData("my photos/`id`", "list \"my photos/\"")]
    [InlineData("a'b", "list a")]
    [InlineData("a\u2019b", "list a")]
    [InlineData("a\"b", "list a")]
    [InlineData("a&b", "list a")]
    [InlineData("a|b", "list a")]
    [InlineData("a;b", "list a")]
    [InlineData("a%PATH%", "list a")]
    [InlineData("a!b", "list a")]
    [InlineData("a\u202Eb", "list a")]
    [InlineData("--force", "list")]
    [InlineData("=ls", "list")]
    [InlineData("<!channel>", "list")]
    public void Of_Key_IsWrittenOutOnlyAsFarAsEveryShellTakesItForText(string key, string expected) =>
        Assert.Equal("resilient-storage " + expected, Next.Of(AlertKind.ReplicaCorrupt, "main", key));
}
