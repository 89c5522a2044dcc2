using System.Runtime.InteropServices;

namespace ResilientStorage.Cli.Files;

/// <summary>Tells what kind of file a path leads to without opening it: opening a pipe waits for its other side, and opening a device may do something.</summary>
internal static partial class FileKinds
{
    // No public member of .NET 10 tells a pipe from a file by its path, so this is the call below File.GetUnixFileMode: dotnet/runtime,
    // src/native/libs/System.Native/pal_io.h, where struct FileStatus begins with two 32-bit fields, Flags and Mode, on every system. A tool does not roll
    // forward to another major version of the runtime by itself.
    private const string Shim = "libSystem.Native";
    private const int StatusBytes = 512;
    private const int ModeOffset = 4;

    // The kinds of sys/stat.h.
    private const int KindMask = 0xF000;
    private const int Fifo = 0x1000;
    private const int CharacterDevice = 0x2000;
    private const int Directory = 0x4000;
    private const int BlockDevice = 0x6000;
    private const int RegularFile = 0x8000;

    public static FileKind Of(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.Exists(path) ? FileKind.Regular : System.IO.Directory.Exists(path) ? FileKind.Folder : FileKind.Missing;
        }

        Span<byte> status = stackalloc byte[StatusBytes];
        if (path.Contains('\0', StringComparison.Ordinal) || Stat(path, ref MemoryMarshal.GetReference(status)) != 0)
        {
            return FileKind.Missing;
        }

        return (MemoryMarshal.Read<int>(status[ModeOffset..]) & KindMask) switch
        {
            Fifo => FileKind.Pipe,
            CharacterDevice or BlockDevice => FileKind.Device,
            Directory => FileKind.Folder,
            RegularFile => FileKind.Regular,
            _ => FileKind.Other,
        };
    }

    [LibraryImport(Shim, EntryPoint = "SystemNative_Stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte status);
}
