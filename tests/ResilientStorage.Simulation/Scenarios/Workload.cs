using ResilientStorage.Ledger;
using ResilientStorage.Simulation.Kernel;
using ResilientStorage.Simulation.Model;

namespace ResilientStorage.Simulation.Scenarios;

/// <summary>Clients that ask for random things, one after another each, until the quota of the run is used up.</summary>
internal sealed class Workload(SimCluster cluster, SimRandom random, WorkloadOptions options)
{
    private static readonly TimeSpan BurstLength = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Aliases = ["site/logo.png", "site/other.png"];
    private readonly List<(SimContent Content, string IdempotencyKey, UploadOptions Options)> _idempotent = [];
    private int _left = options.Operations;
    private int _contents;
    private bool _isStopped;

    /// <summary>Operations that no client has begun yet.</summary>
    public int Left => _left;

    /// <summary>Uses the quota up: clients end after the operation that they are in.</summary>
    public void Stop()
    {
        _left = 0;
        _isStopped = true;
    }

    /// <summary>Runs one client of a node; ends when the quota is used up, or never when the node dies.</summary>
    public async Task RunClientAsync(SimClient client)
    {
        while (_left > 0)
        {
            _left--;
            await client.Node.DelayAsync(random.Between(TimeSpan.Zero, options.Pause)).ConfigureAwait(false);
            if (_isStopped)
            {
                return;
            }

            var key = random.Pick(cluster.Options.Keys);
            await (random.Chance(options.Bursts) ? RunBurstAsync(client, key) : RunOneAsync(client, key)).ConfigureAwait(false);
            if (!client.Node.IsAlive)
            {
                return;
            }
        }
    }

    /// <summary>A few things asked of one key within a moment: protocols break where operations meet.</summary>
    private Task RunBurstAsync(SimClient client, string key)
    {
        if (random.Chance(0.5))
        {
            Damage(key);
        }

        return Task.WhenAll(Enumerable.Range(0, random.Next(2, 5)).Select(_ => LaterAsync()));

        async Task LaterAsync()
        {
            await client.Node.DelayAsync(random.Between(TimeSpan.Zero, BurstLength)).ConfigureAwait(false);
            if (_isStopped)
            {
                return;
            }

            switch (random.Next(7))
            {
                case 0:
                    await client.ReadAsync(key, new ReadOptions { ReadRepair = ReadRepair.BeforeResponse }).ConfigureAwait(false);
                    break;
                case 1 or 2:
                    await client.DeleteAsync(key).ConfigureAwait(false);
                    break;
                case 3 or 4:
                    await client.RestoreAsync(key).ConfigureAwait(false);
                    break;
                case 5:
                    await UploadAsync(client, key).ConfigureAwait(false);
                    break;
                default:
                    await RunOneAsync(client, key).ConfigureAwait(false);
                    break;
            }
        }
    }

    private async Task RunOneAsync(SimClient client, string key)
    {
        switch (random.Next(100))
        {
            case < 36:
                await UploadAsync(client, key).ConfigureAwait(false);
                break;
            case < 58:
                await ReadAsync(client, key).ConfigureAwait(false);
                break;
            case < 62:
                await client.FindAsync(key).ConfigureAwait(false);
                break;
            case < 72:
                await client.DeleteAsync(key, DeleteOptionsFor(key)).ConfigureAwait(false);
                break;
            case < 75:
                await client.DeleteManyAsync([random.Pick(cluster.Options.Keys), random.Pick(cluster.Options.Keys)]).ConfigureAwait(false);
                break;
            case < 84:
                await client.RestoreAsync(key, random.Chance(0.3) && AnyVersion(key) is { } v ? new RestoreOptions { VersionId = v } : null).ConfigureAwait(false);
                break;
            case < 88:
                await client.PurgeAsync(key).ConfigureAwait(false);
                break;
            case < 94:
                Damage(key);
                break;
            case < 97:
                await client.MaintainAsync("sweep", static m => m.SweepAsync()).ConfigureAwait(false);
                break;
            default:
                var store = random.Chance(0.5) ? null : random.Pick(cluster.Stores).Name;
                await client.MaintainAsync("repair", m => m.RepairAsync(store)).ConfigureAwait(false);
                break;
        }
    }

    private async Task UploadAsync(SimClient client, string key)
    {
        if (_idempotent.Count > 0 && random.Chance(0.15))
        {
            var (again, idempotencyKey, first) = random.Pick(_idempotent);
            await client.UploadAsync(again, first with { IdempotencyKey = idempotencyKey }).ConfigureAwait(false);
            return;
        }

        var length = random.Next(6) switch
        {
            0 => random.Next(3),
            1 => SimProfile.BlockSize * random.Next(1, 4),
            2 => (SimProfile.PartSize * SimProfile.PartsInFlight) + random.Next(-1, 2),
            3 => random.Next(SimProfile.PartSize * 5),
            _ => random.Next(3000),
        };
        var content = new SimContent(key, ++_contents, length);
        var upload = new UploadOptions
        {
            IfExists = random.Chance(0.65) ? IfExists.Replace : IfExists.Fail,
            ContentLength = random.Chance(0.5) ? length : null,
            Sha256 = random.Chance(0.1) ? content.Sha256 : null,
            PublishAt = random.Next(10) switch
            {
                0 or 1 when options.Aliases => PublishAt.Key(random.Pick(Aliases)),
                2 when options.Aliases => PublishAt.None,
                _ => null,
            },
            Access = random.Chance(0.1) ? ResourceAccess.PublicRead : ResourceAccess.Private,
        };
        if (upload.IfExists == IfExists.Replace && random.Chance(0.2))
        {
            upload = upload with { IfVersion = AnyVersion(key) };
        }

        if (random.Chance(0.2))
        {
            upload = upload with { IdempotencyKey = $"i{_contents}" };
            _idempotent.Add((content, upload.IdempotencyKey, upload));
        }

        TimeSpan? stagedFor = options.Staged > 0 && random.Chance(options.Staged) ? TimeSpan.FromSeconds(random.Pick([0, 1, 70, 300])) : null;
        if (stagedFor is { } untilGivenUp && upload.IdempotencyKey is null && random.Chance(0.3))
        {
            await client.AbandonAsync(content, upload, untilGivenUp).ConfigureAwait(false);
            return;
        }

        var pause = random.Chance(options.SlowSources) ? TimeSpan.FromSeconds(random.Pick([2, 60])) : TimeSpan.Zero;
        int? failAt = random.Chance(0.05) ? random.Next(length + 1) : null;
        using var cancel = random.Chance(0.05) ? new CancellationTokenSource(random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(300)), client.Node.Time) : new CancellationTokenSource();
        await client.UploadAsync(content, upload, new SimSource(client.Node, content.Bytes, random, pause, failAt), stagedFor, cancel.Token).ConfigureAwait(false);
    }

    private async Task ReadAsync(SimClient client, string key)
    {
        var read = new ReadOptions
        {
            ReadRepair = random.Pick<ReadRepair?>([null, ReadRepair.Background, ReadRepair.BeforeResponse, ReadRepair.Off]),
            VerifyHash = random.Chance(0.3),
        };
        var named = random.Chance(0.25) ? AnyVersion(key) : cluster.Model.Timeline(key).Current;
        if (named is { } version && cluster.Model.Uploads[version].Content!.Bytes.Length is > 0 and var length && random.Chance(0.4))
        {
            // Right for that version; for another one that is live by then the range may lie outside, which is a clear error.
            var from = random.Next(length);
            read = read with { VerifyHash = false, Range = new ByteRange(from, random.Chance(0.2) ? null : 1 + random.Next(length - from)) };
        }

        using var cancel = random.Chance(0.03) ? new CancellationTokenSource(random.Between(TimeSpan.Zero, TimeSpan.FromMilliseconds(200)), client.Node.Time) : new CancellationTokenSource();
        await client.ReadAsync(key, random.Chance(0.2) ? read with { VersionId = named } : read, cancel.Token).ConfigureAwait(false);
    }

    private DeleteOptions? DeleteOptionsFor(string key) => random.Next(4) switch
    {
        0 => new DeleteOptions { Retention = TimeSpan.Zero },
        1 when AnyVersion(key) is { } version => new DeleteOptions { IfVersion = version },
        _ => null,
    };

    private VersionId? AnyVersion(string key)
    {
        var moments = cluster.Model.Timeline(key).Moments;
        return random.Chance(0.6) ? moments[^1].Live : random.Pick(moments).Live;
    }

    /// <summary>Loses or rots one copy, in the one store that fate has chosen for that version, while the other copies are good: the last good copy is never touched.</summary>
    private void Damage(string key)
    {
        if (!options.Damage || cluster.Model.Timeline(key).Current is not { } version)
        {
            return;
        }

        var objectKey = cluster.Model.Intents[version].ObjectKey;
        var victim = cluster.Stores[version.Value.ToByteArray()[15] % cluster.Stores.Count];
        var bytes = cluster.Model.Uploads[version].Content!.Bytes;

        // Not under a repair either: what it writes and what fate does afterwards could not be told apart.
        var snapshot = Effects.Now(cluster.Inspector.FindAsync(new ResourceLookup { VersionId = version }));
        if (snapshot is null || snapshot.Replicas.Any(static r => r.State != ReplicaState.Stored))
        {
            return;
        }

        if (cluster.Stores.Any(s => s.Read(objectKey) is not { } found || !found.AsSpan().SequenceEqual(bytes)))
        {
            return;
        }

        if (random.Chance(0.5) || bytes.Length == 0)
        {
            victim.Lose(objectKey);
        }
        else
        {
            victim.Rot(objectKey, random.Next(bytes.Length));
        }

        cluster.Loop.Trace.Add($"damage: {objectKey} in {victim.Name}");
    }
}
