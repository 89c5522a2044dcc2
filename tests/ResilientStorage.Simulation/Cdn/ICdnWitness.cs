using ResilientStorage.Invalidation;

namespace ResilientStorage.Simulation.Cdn;

/// <summary>Judges what CloudFront takes, and what is reported instead.</summary>
internal interface ICdnWitness
{
    /// <summary>CloudFront has taken, and charges, an invalidation under a reference that it did not know.</summary>
    void Taken(string reference, IReadOnlyList<string> paths);

    /// <summary>Batches were reported.</summary>
    /// <returns>The key of the report.</returns>
    string Reported(IReadOnlyList<InvalidationBatch> batches);
}
