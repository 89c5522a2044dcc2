namespace ResilientStorage.Tests.Stores.S3;

/// <summary>What happens to the connection after an answer.</summary>
internal enum S3StubEnd
{
    KeepAlive,
    Close,
    Reset,
    Silence,
}
