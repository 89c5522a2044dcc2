using System.Runtime.ExceptionServices;

namespace ResilientStorage.Uploads;

/// <summary>Carries an error of the caller's stream through the engine; the caller never sees it.</summary>
internal sealed class SourceException(ExceptionDispatchInfo cause) : Exception("The source failed.", cause.SourceException)
{
    public ExceptionDispatchInfo Cause => cause;
}
