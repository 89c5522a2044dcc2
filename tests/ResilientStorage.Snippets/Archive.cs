using Microsoft.Extensions.DependencyInjection;

namespace ResilientStorage.Snippets;

public sealed class Archive([FromKeyedServices("documents")] IResilientStorage documents)
{
    public Task<Resource?> FindAsync(string key) => documents.FindAsync(key);
}
