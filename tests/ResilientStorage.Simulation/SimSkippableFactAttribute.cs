namespace ResilientStorage.Simulation;

/// <summary>A test that runs only when asked for by an environment variable.</summary>
internal sealed class SimSkippableFactAttribute : FactAttribute
{
    public SimSkippableFactAttribute(string variable)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
        {
            Skip = $"Set {variable} to run it.";
        }
    }
}
