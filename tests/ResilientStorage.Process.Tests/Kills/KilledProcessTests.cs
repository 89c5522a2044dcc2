using System.Globalization;
using Xunit.Abstractions;

namespace ResilientStorage.Process.Kills;

/// <summary>Kills a process that uploads, replaces and deletes, and looks at what it leaves behind.</summary>
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    private const int Rounds = 12;
    private const int Seed = 20_261;
    private const int LatestLine = 120;

    [Fact]
    public async Task Kill_AtRandomMoments_LeavesNothingTornAndNothingForgotten()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(Seed);
        var expectations = new Expectations();
        var (interrupted, fenced) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            // The moment is a line that the child says, not a time: the first one is before the ledger exists.
            var line = round == 0 ? 1 : random.Next(1, LatestLine);
            using var child = Child.Start("work", folder.Path, (Seed + round).ToString(CultureInfo.InvariantCulture));
            expectations.Hear(await child.ReadUntilAsync(lines => lines.Count == line));
            expectations.Hear(await child.KillAsync());
            interrupted += expectations.UnderWay.Count;

            await using var aftermath = new Aftermath(folder.Path);
            var fencedNow = await aftermath.RecoverAsync();
            fenced += fencedNow;
            output.WriteLine($"seed {Seed}, round {round}: killed at line {line}; under way {string.Join(", ", expectations.UnderWay)}; fenced {fencedNow}; acknowledged so far {expectations.Acknowledged}");

            await aftermath.AssertNothingIsForgottenAsync();
            var contents = await SettleAsync(expectations, aftermath);
            await AssertReadableFromBackupAsync(contents, aftermath);
        }

        Assert.True(expectations.Acknowledged > 0 && interrupted > 0 && fenced > 0, $"{expectations.Acknowledged} operations were acknowledged, {interrupted} interrupted, {fenced} fenced: the kills met nothing.");
    }

    /// <summary>Every key holds what was acknowledged last, or what was under way, whole.</summary>
    private static async Task<Dictionary<string, byte[]>> SettleAsync(Expectations expectations, Aftermath aftermath)
    {
        var contents = new Dictionary<string, byte[]>();
        foreach (var key in expectations.Keys.ToList())
        {
            var found = await aftermath.ReadAsync(key);
            var allowed = expectations.AllowedFor(key);
            var match = allowed.Where(seed => found is null ? seed == 0 : seed != 0 && found.AsSpan().SequenceEqual(Content.Bytes(seed))).Take(1).ToList();
            Assert.True(match.Count == 1, $"'{key}' holds {found?.Length.ToString(CultureInfo.InvariantCulture) ?? "no"} bytes; allowed are the contents {string.Join(" and ", allowed)} (0 is none).");
            expectations.Settle(key, match[0]);
            if (found is not null)
            {
                contents.Add(key, found);
            }
        }

        Assert.Equal(contents.Count, (await aftermath.LiveObjectsAsync()).Count);
        return contents;
    }

    private static async Task AssertReadableFromBackupAsync(Dictionary<string, byte[]> contents, Aftermath aftermath)
    {
        await aftermath.LoseMainAsync();
        foreach (var (key, content) in contents)
        {
            Assert.Equal(content, await aftermath.ReadAsync(key));
        }

        var repaired = await aftermath.Maintenance.RepairAsync(StorageFolder.Main);
        Assert.Equal((contents.Count, 0), (repaired.Repaired, repaired.Failed));
        await aftermath.AssertNothingIsForgottenAsync();
    }
}
