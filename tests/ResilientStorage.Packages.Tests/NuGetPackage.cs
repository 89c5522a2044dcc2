using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ResilientStorage.Packages;

/// <summary>An opened package.</summary>
internal sealed class NuGetPackage(string path) : IDisposable
{
    private readonly ZipArchive _zip = ZipFile.OpenRead(path);
    private XElement? _metadata;

    public IReadOnlyList<string> Files => [.. _zip.Entries.Select(static entry => Uri.UnescapeDataString(entry.FullName))];

    public void Dispose() => _zip.Dispose();

    /// <summary>An element of the nuspec's metadata.</summary>
    public XElement? Find(string name)
    {
        _metadata ??= XDocument.Parse(ReadText(Files.Single(static file => file.EndsWith(".nuspec", StringComparison.Ordinal)))).Root!.Elements().Single(static element => element.Name.LocalName == "metadata");
        return _metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name);
    }

    public IReadOnlyList<(string Id, string Version)> Dependencies =>
        [.. (Find("dependencies")?.Descendants() ?? []).Where(static element => element.Name.LocalName == "dependency").Select(static element => (element.Attribute("id")!.Value, element.Attribute("version")!.Value))];

    public byte[] Read(string file)
    {
        using var content = new MemoryStream();
        using (var stream = _zip.Entries.Single(entry => Uri.UnescapeDataString(entry.FullName) == file).Open())
        {
            stream.CopyTo(content);
        }

        return content.ToArray();
    }

    public string ReadText(string file) => new StreamReader(new MemoryStream(Read(file))).ReadToEnd();

    /// <summary>The values of AssemblyMetadata attributes of an assembly in the package.</summary>
    public Dictionary<string, string?> ReadAssemblyMetadata(string file)
    {
        using var portable = new PEReader(new MemoryStream(Read(file)));
        var reader = portable.GetMetadataReader();
        var values = new Dictionary<string, string?>();
        foreach (var handle in reader.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            if (attribute.Constructor.Kind == HandleKind.MemberReference
                && reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor) is var constructor
                && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)constructor.Parent).Name) == "AssemblyMetadataAttribute")
            {
                var blob = reader.GetBlobReader(attribute.Value);
                blob.ReadUInt16();
                values[blob.ReadSerializedString()!] = blob.ReadSerializedString();
            }
        }

        return values;
    }

    /// <summary>The SourceLink map in a symbol file of the package; null when it has none.</summary>
    public string? ReadSourceLink(string file)
    {
        // https://github.com/dotnet/runtime/blob/main/docs/design/specs/PortablePdb-Metadata.md: the kind of the SourceLink record.
        var sourceLink = new Guid("CC110556-A091-4D38-9FEC-25AB9A351A6A");
        using var provider = MetadataReaderProvider.FromPortablePdbStream(new MemoryStream(Read(file)));
        var reader = provider.GetMetadataReader();
        foreach (var handle in reader.CustomDebugInformation)
        {
            var information = reader.GetCustomDebugInformation(handle);
            if (reader.GetGuid(information.Kind) == sourceLink)
            {
                return System.Text.Encoding.UTF8.GetString(reader.GetBlobBytes(information.Value));
            }
        }

        return null;
    }
}
