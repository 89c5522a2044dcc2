namespace ResilientStorage.Sqlite.Tests;

/// <summary>Runs inside the application without a native library.</summary>
public static class MissingLibraryProbe
{
    public static async Task<string> OpenAsync()
    {
        await using var file = new LedgerFile();
        try
        {
            await SqliteLedger.Create(file.Options(), file.Clock).OpenAsync(LedgerFile.Opening);
            return "opened";
        }
        catch (LedgerException e)
        {
            return $"{nameof(LedgerException)} {e.Kind}: {e.Message}";
        }
    }
}
