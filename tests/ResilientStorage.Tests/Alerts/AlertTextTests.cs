namespace ResilientStorage.Alerts;

public sealed class AlertTextTests
{
    private static readonly StorageAlert Alert = new() { Kind = AlertKind.DeadLetter, Instance = "default", Message = "Look.", At = DateTimeOffset.UnixEpoch, Store = "main" };

    [Fact]
    public void TitleOf_EveryKind_HasWordsOfItsOwn()
    {
        var titles = Enum.GetValues<AlertKind>().Select(AlertText.TitleOf).ToList();

        Assert.Equal(titles.Count, titles.Distinct().Count());
        Assert.All(titles, static title => Assert.Contains(' ', title));
    }

    [Fact]
    public void FactsOf_Summary_WhatWhereSinceWhenAndTheNextStep()
    {
        var facts = AlertText.FactsOf(Alert with { Count = 3, At = DateTimeOffset.UnixEpoch.AddHours(1), Since = DateTimeOffset.UnixEpoch, SampleKeys = ["a", "b"], HeldBack = 7 });

        Assert.Equal(
            [
                ("Storage", "default"),
                ("Store", "main"),
                ("For example", "a"),
                ("For example", "b"),
                ("Since", "1970-01-01 00:00:00 UTC"),
                ("Latest", "1970-01-01 01:00:00 UTC"),
                ("Held back", "7 alerts before this one were not sent here; the log has them."),
                ("Next step", "resilient-storage status"),
            ],
            facts);
        Assert.Equal("A removal waits for a person (store 'main'), 3 times", AlertText.HeadlineOf(Alert with { Count = 3 }));
    }

    [Fact]
    public void FactsOf_Reports_NamesTheBucketAndEachKey()
    {
        var facts = AlertText.FactsOf(Alert with { ReportBucket = "photos-reports", ReportKeys = ["invalidation_error/1.txt", "invalidation_error/1.json"] });

        Assert.Equal([("Bucket", "photos-reports"), ("Report", "invalidation_error/1.txt"), ("Report", "invalidation_error/1.json")], facts.Skip(2).Take(3));
    }

    [Fact]
    public void FactsOf_LineEndsAndTurnedText_StayOnTheirLine()
    {
        var resource = AlertText.FactsOf(Alert with { ResourceKey = "a\r\nNext step: evil\u202Etxt\u2028b" }).Single(static fact => fact.Label == "Resource");

        Assert.Equal("a  Next step: evil txt b", resource.Value);
    }

    [Fact]
    public void MessageOf_VeryLong_CutBeforeHalfACharacter()
    {
        var text = AlertText.MessageOf(Alert with { Message = new string('x', 1_998) + "😀😀" });

        Assert.Equal(new string('x', 1_998) + "…", text);
    }

    [Fact]
    public void Since_NotGiven_IsAt() => Assert.Equal(Alert.At, Alert.Since);
}
