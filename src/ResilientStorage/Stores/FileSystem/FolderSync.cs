using System.Runtime.InteropServices;
using System.Text;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>
/// Makes the names in a folder durable. A rename survives a loss of power only once the folder itself is flushed (fsync(2) on its descriptor), which .NET cannot do:
/// File.OpenHandle refuses folders. Windows journals names by itself and has no such call.
/// </summary>
internal static class FolderSync
{
    private const int ReadOnly = 0;
    private const int CloseOnExecLinux = 0x80000;
    private const int CloseOnExecMacOS = 0x1000000;
    private const int NotFound = 2;
    private const int Interrupted = 4;
    private const int InvalidArgument = 22;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var flags = ReadOnly | (OperatingSystem.IsMacOS() ? CloseOnExecMacOS : OperatingSystem.IsLinux() ? CloseOnExecLinux : 0);
        var descriptor = Retry(() => Open(Encoding.UTF8.GetBytes(folder + '\0'), flags));
        if (descriptor < 0)
        {
            ThrowUnless(NotFound, folder);
            return;
        }

        try
        {
            if (Retry(() => Synchronize(descriptor)) < 0)
            {
                // Some network file systems do not know fsync of a folder: they keep names safe by themselves, or not at all.
                ThrowUnless(InvalidArgument, folder);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static int Retry(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result;
    }

    private static void ThrowUnless(int harmless, string folder)
    {
        var error = Marshal.GetLastPInvokeError();
        if (error != harmless)
        {
            throw new IOException($"The folder '{folder}' cannot be flushed: {Marshal.GetPInvokeErrorMessage(error)}.", error);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
