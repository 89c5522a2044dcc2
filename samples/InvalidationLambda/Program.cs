using InvalidationLambda;

// InvalidationLambda [--endpoint URL] [--reports FOLDER] [--replay] [FILE]: the function on this machine. It handles the event in FILE, or on standard
// input, and prints what it answers; with --replay the file is the JSON of a report. README.md has an example.
var settings = Settings.FromEnvironment();
var (isReplay, file) = (false, (string?)null);
for (var i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "--endpoint":
            settings = settings with { Endpoint = args[++i] };
            break;
        case "--reports":
            settings = settings with { ReportFolder = Path.GetFullPath(args[++i]) };
            break;
        case "--replay":
            isReplay = true;
            break;
        default:
            file = args[i];
            break;
    }
}

await using var function = new InvalidationFunction(settings);
await using var input = file is null ? Console.OpenStandardInput() : File.OpenRead(file);
if (isReplay)
{
    var report = await function.ReplayAsync(input);
    Console.WriteLine($"{report.Paths} paths were taken in {report.Batches} sets; {report.Waiting} sets wait.");
}
else
{
    await using var answer = await function.HandleAsync(input);
    await using var output = Console.OpenStandardOutput();
    await answer.CopyToAsync(output);
}
