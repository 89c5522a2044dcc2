using System.Text.Json.Nodes;

namespace ResilientStorage.Emulators;

/// <summary>What the emulated account has, and how strict it is. Everything but keys, region and port may be changed while it runs.</summary>
public sealed class CloudFrontEmulatorOptions
{
    /// <summary>The only access key that is known.</summary>
    public string AccessKey { get; set; } = "AKIAEMULATOR";

    public string SecretKey { get; set; } = "only-for-the-emulator-on-loopback";

    /// <summary>The token that has to come with the key; null for a key without one.</summary>
    public string? SessionToken { get; set; }

    /// <summary>The only region that requests may be signed for.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The port on loopback; 0 for any.</summary>
    public int Port { get; set; }

    /// <summary>The distributions, each as a member of <c>DistributionList.Items</c> in what <c>aws cloudfront list-distributions</c> prints, plus <c>DefaultRootObject</c>.</summary>
    public IList<JsonObject> Distributions { get; } = [];

    /// <summary>The account's own cache policies, each as a member of <c>CachePolicyList.Items</c> in what <c>aws cloudfront list-cache-policies</c> prints. Some of AWS's own are there already.</summary>
    public IList<JsonObject> CachePolicies { get; } = [];

    /// <summary>How many paths without a wildcard may be in progress on one distribution.</summary>
    public int MaxPathsInProgress { get; set; } = 3_000;

    /// <summary>How many paths with a wildcard may be in progress on one distribution.</summary>
    public int MaxWildcardsInProgress { get; set; } = 15;

    /// <summary>How long an invalidation that is made from now on is in progress.</summary>
    public TimeSpan CompletionTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many calls a second the account may make on average; null for any number.</summary>
    public double? CallsPerSecond { get; set; } = 0.5;

    /// <summary>How many calls may come at once.</summary>
    public int CallBurst { get; set; } = 6;

    /// <summary>The largest body of a batch.</summary>
    public int MaxBatchBytes { get; set; } = 1 << 20;

    /// <summary>Refuses further paths than those with characters that the service refuses.</summary>
    public Func<string, bool>? RefusesPath { get; set; }

    /// <summary>The clock of completion, call rate and edges.</summary>
    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>The clock that signatures are compared with: clients sign by the system's.</summary>
    public TimeProvider SigningTime { get; set; } = TimeProvider.System;

    /// <summary>Adds what a file holds: an object with <c>Distributions</c> and <c>CachePolicies</c>, or what the AWS command line printed for either list.</summary>
    public void Load(JsonObject file)
    {
        AddAll(Distributions, file[nameof(Distributions)] ?? file["DistributionList"]?["Items"]);
        AddAll(CachePolicies, file[nameof(CachePolicies)] ?? file["CachePolicyList"]?["Items"]);
    }

    private static void AddAll(IList<JsonObject> list, JsonNode? items)
    {
        foreach (var item in items?.AsArray() ?? [])
        {
            list.Add((JsonObject)item!.DeepClone());
        }
    }
}
