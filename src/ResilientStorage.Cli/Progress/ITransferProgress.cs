namespace ResilientStorage.Cli.Progress;

/// <summary>Is told how far a transfer is, from any thread.</summary>
internal interface ITransferProgress
{
    /// <summary>Bytes that are done; negative to take some back.</summary>
    void Add(long bytes);

    /// <summary>One more file is done with.</summary>
    void EndFile();
}
