using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ResilientStorage;
using ResilientStorage.Process;

// work <folder> <seed>: lanes and a worker, until killed.   stall <folder> <key> <content>: one upload that never ends.
const int lanes = 3;
Journal.Write(Journal.Started);
var isWork = args[0] == "work";
await using var services = StorageFolder.Open(args[1], TimeProvider.System, runWorker: isWork);
var storage = services.GetRequiredService<IResilientStorage>();
if (isWork)
{
    foreach (var service in services.GetServices<IHostedService>())
    {
        await service.StartAsync(CancellationToken.None);
    }

    var seed = int.Parse(args[2], CultureInfo.InvariantCulture);

    // The first error ends the process with its text on standard error: no operation here has a reason to fail.
    await await Task.WhenAny(Enumerable.Range(0, lanes).Select(number => Task.Run(() => new Lane(storage, number, seed).RunAsync())));
}
else
{
    await new StalledUpload(storage, args[2], int.Parse(args[3], CultureInfo.InvariantCulture)).RunAsync();
}
