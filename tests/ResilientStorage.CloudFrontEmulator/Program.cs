using System.Globalization;
using System.Text.Json.Nodes;

namespace ResilientStorage.Emulators;

/// <summary>Runs the emulator until Enter or the end of standard input: <c>dotnet run --project tests/ResilientStorage.CloudFrontEmulator -- [PORT] [FILE.json ...]</c>.</summary>
internal static class Program
{
    public static async Task Main(string[] args)
    {
        var options = new CloudFrontEmulatorOptions();
        foreach (var argument in args)
        {
            if (int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
            {
                options.Port = port;
            }
            else
            {
                options.Load(JsonNode.Parse(await File.ReadAllTextAsync(argument))!.AsObject());
            }
        }

        await using var emulator = await CloudFrontEmulator.StartAsync(options);
        Console.WriteLine($"CloudFront: {emulator.Url}, access key {options.AccessKey}, secret key {options.SecretKey}, distributions {string.Join(", ", options.Distributions.Select(static distribution => (string?)distribution["Id"]))}. Enter ends it.");
        await Console.In.ReadLineAsync();
    }
}
