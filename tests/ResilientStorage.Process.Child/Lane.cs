namespace ResilientStorage.Process;

/// <summary>Uploads, replaces and deletes its own few keys, one operation after another, until the process is killed.</summary>
internal sealed class Lane(IResilientStorage storage, int number, int seed)
{
    public const int Keys = 6;

    private const double DeleteShare = 0.3;

    private readonly Random _random = new((seed * 31) + number);

    public async Task RunAsync()
    {
        while (true)
        {
            var key = $"lane-{number}/{_random.Next(Keys)}.bin";
            var isLive = await storage.ExistsAsync(key);
            if (isLive && _random.NextDouble() < DeleteShare)
            {
                Journal.Write(Journal.Begin, key, 0);
                await storage.DeleteAsync(key);
                Journal.Write(Journal.End, key, 0);
            }
            else
            {
                await UploadAsync(key, _random.Next(1, int.MaxValue), isLive ? IfExists.Replace : IfExists.Fail);
            }
        }
    }

    private async Task UploadAsync(string key, int content, IfExists ifExists)
    {
        var source = new SeededStream((ulong)content, Content.LengthOf(content))
        {
            BeforeRead = (_, _) =>
            {
                Journal.Write(Journal.Point, key, content);
                return ValueTask.CompletedTask;
            },
        };
        Journal.Write(Journal.Begin, key, content);
        await storage.UploadAsync(key, source, new UploadOptions { IfExists = ifExists });
        Journal.Write(Journal.End, key, content);
    }
}
