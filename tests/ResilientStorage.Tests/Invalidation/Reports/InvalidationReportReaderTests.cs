using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ResilientStorage.Invalidation.Events;
using ResilientStorage.Testing;

namespace ResilientStorage.Invalidation.Reports;

public sealed class InvalidationReportReaderTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly ManualTimeProvider _time = new(Time.AddHours(1));
    private readonly InvalidationOptions _options = new();

    public static TheoryData<Action<JsonObject>, string> Mistakes => new()
    {
        { static report => report["format"] = "resilientstorage.invalidation-report.v2", "its format is 'resilientstorage.invalidation-report.v2', and this version reads 'resilientstorage.invalidation-report.v1'" },
        { static report => report.Remove("format"), "line 1 is not" },
        { static report => report["more"] = 1, "line 1 is not" },
        { static report => report["distributionId"] = "../E1", "'../E1' is no id of a distribution" },
        { static report => report["distributionId"] = null, "line 1 is not" },
        { static report => report["sets"] = new JsonArray(), "it has 0 sets" },
        { static report => report["sets"] = new JsonArray((JsonNode?)null), "set 1 is null" },
        { static report => report["sets"] = "none", "line 1 is not" },
        { static report => Set(report)["id"] = Guid.Empty.ToString(), "set 1 has no id" },
        { static report => Set(report)["id"] = "one", "line 1 is not" },
        { static report => Set(report).Remove("singlePaths"), "line 1 is not" },
        { static report => Set(report)["callerReference"] = "", "the reference 'an empty text' of set 1" },
        { static report => Set(report)["callerReference"] = "a\r\nb", "the reference 'a??b' of set 1" },
        { static report => Set(report)["callerReference"] = new string('r', 129), "of set 1 has characters that no reference has, or not 1 to 128" },
        { static report => Set(report)["singlePaths"] = 0, "set 1 stands for 0 single paths" },
        { static report => Set(report)["createdAt"] = "0001-01-01T00:00:00Z", "set 1 was made in the year 1" },
        { static report => Set(report)["paths"] = new JsonArray(), "set 1 has no paths" },
        { static report => Set(report)["paths"] = new JsonArray((JsonNode?)null), "set 1 has the path 'nothing': it is null" },
        { static report => Set(report)["paths"] = new JsonArray("/a", "/b", "/a"), "set 1 has a path twice" },
        { static report => Set(report)["paths"] = new JsonArray("a"), "the path 'a': it does not begin with '/'" },
        { static report => Set(report)["paths"] = new JsonArray("*"), "the path '*': it does not begin with '/'" },
        { static report => Set(report)["paths"] = new JsonArray("/a*b"), "the path '/a*b': an asterisk is possible only at its end" },
        { static report => Set(report)["paths"] = new JsonArray("/a**"), "the path '/a**': an asterisk is possible only at its end" },
        { static report => Set(report)["paths"] = new JsonArray("/a b"), "the path '/a b': it has characters that the service takes only when they are escaped" },
        { static report => Set(report)["paths"] = new JsonArray("/ü"), "only when they are escaped" },
        { static report => Set(report)["paths"] = new JsonArray("/a%zz"), "only when they are escaped" },
        { static report => Set(report)["paths"] = new JsonArray("/a\n(Set 1 End)"), "the path '/a?(Set 1 End)': it has characters" },
        { static report => Set(report)["paths"] = new JsonArray("/" + new string('a', 4_000)), "it has 4,001 characters, and the service takes 4,000" },
        { static report => Set(report)["paths"] = new JsonArray([.. Enumerable.Range(0, 3_001).Select(static i => (JsonNode)$"/{i}")]), "set 1 has 3,001 paths without a wildcard, and MaxPathsInProgress is 3,000: raise it" },
        { static report => Set(report)["paths"] = new JsonArray([.. Enumerable.Range(0, 14).Select(static i => (JsonNode)$"/{i}/*")]), "set 1 has 14 wildcards, and MaxWildcardsInProgress less WildcardReserve is 13: raise it" },
        { static report => report["sets"]!.AsArray().Add(Set(report).DeepClone()), "two of its sets have the same id" },
        { static report => report["sets"]!.AsArray().Add(Another(Set(report))), "two of its sets have the same reference" },
    };

    public static TheoryData<string, string> Foreign => new()
    {
        { "", "it is empty" },
        { "null", "it is nothing but 'null'" },
        { "[]", "line 1 is not" },
        { "{", "line 1 is not" },
        { "{\n\"format\": 7}", "line 2 is not" },
        { "CloudFront Id [E1]\n\n(Set 1 Start)\n", "give the file beside it that ends with .json" },
        { "{\"Records\":[{\"eventVersion\":\"2.1\"}]}", "line 1 is not" },
        { "{\"format\":\"\\ud800\",\"distributionId\":\"E1\",\"sets\":[]}", "line 1 is not" },
        { "{\"format\":\"a\",\"format\":\"b\",\"distributionId\":\"E1\",\"sets\":[]}", "line 1 is not" },
        { "{\"format\":\"a\",\"distributionId\":\"E1\",\"sets\":" + new string('[', 10_000), "line 1 is not" },
    };

    [Fact]
    public async Task ReadAsync_WhatWasWritten_GivesTheSameBatchesWaiting()
    {
        InvalidationBatch[] batches = [Batch("/a", "/b%20c", "/b+c", "/d?x=1", "/e/*") with { SinglePaths = 90, Attempts = 8, Reason = "denied" }, Batch("/%C3%BC") with { CallerReference = "rs-2-ab" }];

        var read = await ReadAsync(InvalidationReportDocument.Of(batches).ToJson());

        Assert.Equal(batches.Select(static batch => (batch.Id, batch.DistributionId, batch.CallerReference, string.Join(' ', batch.Paths), batch.SinglePaths, batch.CreatedAt, batch.Reason)), read.Select(static batch => (batch.Id, batch.DistributionId, batch.CallerReference, string.Join(' ', batch.Paths), batch.SinglePaths, batch.CreatedAt, batch.Reason)));
        Assert.All(read, batch => Assert.Equal((InvalidationBatchState.Waiting, 0, _time.GetUtcNow()), (batch.State, batch.Attempts, batch.DueAt)));
    }

    [Fact]
    public async Task ReadAsync_SavedByAnEditorWithAMark_IsRead() =>
        Assert.Single(await ReadAsync([0xEF, 0xBB, 0xBF, .. InvalidationReportDocument.Of([Batch("/a")]).ToJson()]));

    [Fact]
    public async Task ReadAsync_MadeInTheFuture_IsTakenAsMadeNow() =>
        Assert.Equal(_time.GetUtcNow(), Assert.Single(await ReadAsync(InvalidationReportDocument.Of([Batch("/a") with { CreatedAt = Time.AddYears(100) }]).ToJson())).CreatedAt);

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public async Task ReadAsync_Mistake_SaysWhatIsWrong(Action<JsonObject> mistake, string expected)
    {
        var report = JsonNode.Parse(InvalidationReportDocument.Of([Batch("/a", "/b/*")]).ToJson())!.AsObject();
        mistake(report);

        await RefusedAsync(Encoding.UTF8.GetBytes(report.ToJsonString()), expected);
    }

    [Theory]
    [MemberData(nameof(Foreign))]
    public async Task ReadAsync_SomethingElse_SaysWhatIsWrong(string content, string expected) => await RefusedAsync(Encoding.UTF8.GetBytes(content), expected);

    [Fact]
    public async Task ReadAsync_BytesThatAreNoText_SaysWhatIsWrong() => await RefusedAsync([.. "{\"format\":\""u8, 0xFF, 0xFE, .. "\",\"distributionId\":\"E1\",\"sets\":[]}"u8], "line 1 is not");

    [Fact]
    public async Task ReadAsync_EndlessStream_IsRefusedAtTheBound()
    {
        using var endless = new EndlessStream();

        var error = await Assert.ThrowsAsync<InvalidationReportException>(() => Reader().ReadAsync(endless, CancellationToken.None));

        Assert.Contains("it has more than 64 MiB", error.Message, StringComparison.Ordinal);
    }

    private static JsonObject Set(JsonObject report) => report["sets"]![0]!.AsObject();

    private static JsonNode Another(JsonObject set)
    {
        var other = set.DeepClone();
        other["id"] = Guid.CreateVersion7(Time).ToString();
        return other;
    }

    private static InvalidationBatch Batch(params string[] paths) => new()
    {
        Id = Guid.CreateVersion7(Time),
        DistributionId = "E1",
        CallerReference = string.Create(CultureInfo.InvariantCulture, $"rs-{paths.Length}-"),
        Paths = paths,
        SinglePaths = paths.Length,
        CreatedAt = Time,
    };

    private InvalidationReportReader Reader() => new(_options, _time);

    private async Task<IReadOnlyList<InvalidationBatch>> ReadAsync(byte[] json)
    {
        using var stream = new MemoryStream(json);
        return await Reader().ReadAsync(stream, CancellationToken.None);
    }

    private async Task RefusedAsync(byte[] json, string expected)
    {
        var error = await Assert.ThrowsAsync<InvalidationReportException>(() => ReadAsync(json));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was sent.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ResilientStorage.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
