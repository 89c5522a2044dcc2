using Microsoft.Extensions.DependencyInjection;
using ResilientStorage.Configuration;

namespace ResilientStorage.Testing;

/// <summary>Puts the ledger into memory.</summary>
public static class InMemoryLedgerBuilderExtensions
{
    /// <summary>Uses a ledger in memory, for tests: what it records is gone with its database.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="database">The database, to share it or to look into it; null for one of its own, on the registered <see cref="TimeProvider"/> or else the system's clock.</param>
    /// <returns>The builder.</returns>
    public static LedgerBuilder UseInMemory(this LedgerBuilder builder, InMemoryLedgerDatabase? database = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(services => new InMemoryResourceLedger(database ?? new InMemoryLedgerDatabase(services.GetService<TimeProvider>())));
    }
}
