namespace ResilientStorage.Testing.Tests.Stores;

/// <summary>Services of which there is one, or none.</summary>
internal sealed class OneService(object? service = null) : IServiceProvider
{
    public object? GetService(Type serviceType) => serviceType.IsInstanceOfType(service) ? service : null;
}
