using System.Buffers;
using Microsoft.Win32.SafeHandles;
using ResilientStorage.Integrity;

namespace ResilientStorage.Stores.FileSystem;

/// <summary>Writes content and takes its checksum in the same pass.</summary>
internal static class ContentFile
{
    private const int CopyBuffer = 1 << 20;

    public static async Task<uint> WriteAsync(SafeFileHandle file, ReadOnlySequence<byte> content, long offset, CancellationToken cancellationToken)
    {
        var checksum = default(Crc32C);
        foreach (var piece in content)
        {
            checksum.Append(piece.Span);
            await RandomAccess.WriteAsync(file, piece, offset, cancellationToken).ConfigureAwait(false);
            offset += piece.Length;
        }

        return checksum.Value;
    }

    /// <summary>Copies a file from its beginning.</summary>
    /// <returns>How many bytes it had, and their checksum.</returns>
    public static async Task<(long Length, uint Checksum)> CopyAsync(SafeFileHandle source, SafeFileHandle destination, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            var checksum = default(Crc32C);
            var offset = 0L;
            while (await RandomAccess.ReadAsync(source, buffer, offset, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                checksum.Append(buffer.AsSpan(0, read));
                await RandomAccess.WriteAsync(destination, buffer.AsMemory(0, read), offset, cancellationToken).ConfigureAwait(false);
                offset += read;
            }

            return (offset, checksum.Value);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
