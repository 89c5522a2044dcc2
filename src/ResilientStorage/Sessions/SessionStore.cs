using ResilientStorage.Stores;
using ResilientStorage.Stores.Ownership;

namespace ResilientStorage.Sessions;

/// <summary>A configured store with all that surrounds its driver.</summary>
internal sealed record SessionStore(ManagedStore Store, StoreRole Role, StorePlace Place, StoreOwnership Ownership);
