namespace ResilientStorage.Cli.Files;

/// <summary>What a path leads to, links followed.</summary>
internal enum FileKind
{
    /// <summary>Nothing that can be looked at.</summary>
    Missing,

    Regular,

    Folder,

    /// <summary>A named pipe, or an end of an unnamed one such as <c>/dev/stdin</c>.</summary>
    Pipe,

    /// <summary>A character or block device.</summary>
    Device,

    /// <summary>A socket, or whatever else a system has.</summary>
    Other,
}
