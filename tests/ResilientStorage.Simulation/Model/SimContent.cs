using System.Security.Cryptography;

using ResilientStorage.Simulation.Kernel;

namespace ResilientStorage.Simulation.Model;

/// <summary>Bytes that follow from a key and a number, so that wrong ones are recognised wherever they turn up.</summary>
internal sealed class SimContent
{
    public SimContent(string key, int number, int length)
    {
        Key = key;
        Number = number;
        Bytes = new byte[length];
        var seed = 14695981039346656037UL ^ (ulong)number;
        foreach (var c in key)
        {
            seed = (seed ^ c) * 1099511628211UL;
        }

        new SimRandom(seed).Fill(Bytes);
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(Bytes));
    }

    public string Key { get; }

    public int Number { get; }

    public byte[] Bytes { get; }

    public string Sha256 { get; }
}
