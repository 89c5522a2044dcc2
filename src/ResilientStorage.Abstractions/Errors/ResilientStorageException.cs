namespace ResilientStorage;

/// <summary>The base of every error that this library reports, apart from wrong arguments and the caller's own cancellation.</summary>
public abstract class ResilientStorageException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="innerException">The cause.</param>
    protected ResilientStorageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
