using Microsoft.Extensions.Logging;
using ResilientStorage.Ledger;
using ResilientStorage.Stores;

namespace ResilientStorage.Sessions;

internal static partial class Log
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Warning, Message = "The store {Store} is configured as {Configured}, but the ledger says {Recorded}: the ledger counts")]
    public static partial void RoleDiffers(this ILogger logger, string store, StoreRole configured, StoreRole recorded);

    [LoggerMessage(EventId = 502, Level = LogLevel.Warning, Message = "The store {Store} is {State} in the ledger: uploads do not go there, and it protects nothing yet. Stores are active when they are there from the first start on")]
    public static partial void StoreNotActive(this ILogger logger, string store, StoreState state);

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "The store {Store} was {Former} and is now {Present}; its owner marker was found there")]
    public static partial void StoreMoved(this ILogger logger, string store, StorePlace former, StorePlace present);
}
