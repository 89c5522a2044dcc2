using System.Globalization;
using System.Text;
using ResilientStorage.Alerts;

namespace ResilientStorage.Telemetry;

/// <summary>Stands in a log for an exception whose text may name keys: what kind of trouble it was, where, and the stack trace.</summary>
internal sealed class LoggedException : Exception
{
    private readonly string? _stackTrace;

    private LoggedException(Exception original)
        : base(Describe(original), original.InnerException is { } inner ? new LoggedException(inner) : null) => _stackTrace = original.StackTrace;

    public override string? StackTrace => _stackTrace;

    public static LoggedException Of(Exception original) => original as LoggedException ?? new LoggedException(original);

    public override string ToString()
    {
        var text = new StringBuilder(Message);
        if (InnerException is { } inner)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Environment.NewLine} ---> {inner}{Environment.NewLine}   --- End of inner exception stack trace ---");
        }

        return _stackTrace is null ? text.ToString() : text.AppendLine().Append(_stackTrace).ToString();
    }

    private static string Describe(Exception original)
    {
        var type = original.GetType().FullName ?? original.GetType().Name;
        return original switch
        {
            StorageException storage => $"{type}: {string.Join(", ", PartsOf(storage))}",
            LedgerException ledger => $"{type}: {ledger.Kind}",
            UploadFailedException upload => upload.Store is null ? $"{type}: {upload.Kind}" : $"{type}: {upload.Kind}, store '{upload.Store}'",

            // Its text is made in this library, of words that name neither keys nor secrets.
            AlertDeliveryException delivery => $"{type}: {delivery.Message}",
            _ => type,
        };
    }

    private static IEnumerable<string> PartsOf(StorageException error)
    {
        yield return error.Kind.ToString();
        if (error.Store.Length > 0)
        {
            yield return $"store '{error.Store}'";
        }

        if (error.Operation.Length > 0)
        {
            yield return error.Operation;
        }

        if (error.StatusCode is { } status)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"status {status}");
        }

        if (error.RequestId is { } request)
        {
            yield return $"request {request}";
        }
    }
}
