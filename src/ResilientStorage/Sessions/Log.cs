using Microsoft.Extensions.Logging;
using ResilientStorage.Stores;

namespace ResilientStorage.Sessions;

internal static partial class Log
{
    [LoggerMessage(EventId = 500, Level = LogLevel.Warning, Message = "The store {Store} is configured as {Configured}, but the ledger says {Recorded}: the ledger counts")]
    public static partial void RoleDiffers(this ILogger logger, string store, StoreRole configured, StoreRole recorded);

    [LoggerMessage(EventId = 501, Level = LogLevel.Warning, Message = "The store {Store} was {Former} and is now {Present}; its owner marker was found there")]
    public static partial void StoreMoved(this ILogger logger, string store, StorePlace former, StorePlace present);
}
