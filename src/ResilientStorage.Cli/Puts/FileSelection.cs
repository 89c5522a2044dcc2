using ResilientStorage.Cli.Documents;
using ResilientStorage.Cli.Errors;

namespace ResilientStorage.Cli.Puts;

/// <summary>The files that the arguments mean, and what could not be looked at.</summary>
internal sealed class FileSelection
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    public List<FoundFile> Files { get; } = [];

    public List<PutFailureDocument> Failures { get; } = [];

    /// <summary>What was left out on purpose.</summary>
    public List<string> Notes { get; } = [];

    public void Add(string path, string key, long length)
    {
        if (_paths.TryAdd(key, path))
        {
            Files.Add(new FoundFile(path, key, length));
        }
        else
        {
            Fail(path, new CliError(ErrorKind.AlreadyExists, $"'{path}' would get the key '{key}', which '{_paths[key]}' gets already: put them one after the other with different --prefix.", key));
        }
    }

    public void Fail(string path, string problem) => Fail(path, new CliError(ErrorKind.File, problem));

    private void Fail(string path, CliError error) => Failures.Add(new PutFailureDocument(path, error));
}
